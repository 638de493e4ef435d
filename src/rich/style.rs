//! How an element looks (scripting spec 7.6). What a terminal cannot show is checked and not kept.

/// How an element looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is slanted.
    pub italic: bool,
    /// How large it is.
    pub size: TextSize,
    /// Its colour, where it is a hexadecimal one.
    pub color: Option<Rgb>,
    /// The colour behind it, where it is a hexadecimal one.
    pub background: Option<Rgb>,
}

/// How large a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 11 pixels.
    Small,
    /// 13 pixels.
    #[default]
    Medium,
    /// 17 pixels.
    Large,
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl TextSize {
    /// Every size with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("small", Self::Small), ("medium", Self::Medium), ("large", Self::Large)];
}

impl Rgb {
    /// Reads `#123` and `#112233`; `None` for every other text.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let nibbles: Vec<u8> = digits
            .chars()
            .take(7)
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<_>>()?;
        match nibbles.as_slice() {
            [red, green, blue] => Some(Self(red * 17, green * 17, blue * 17)),
            [r1, r2, g1, g2, b1, b2] => Some(Self(r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2)),
            _ => None,
        }
    }
}
