//! Boxes side by side and under each other, in their order, with little room between them.

use super::geometry::{Point, Size};

/// How much wider or narrower than a square's worth is tried.
const TRIED: [f64; 7] = [0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.8];

/// Packs boxes so that the whole is seen as large as possible where there is room for something that is so many times
/// as wide as it is high.
pub(super) fn packed(sizes: &[Size], shape: f64, gap: f64) -> (Vec<Point>, Size) {
    let area: f64 = sizes.iter().copied().map(Size::area).sum();
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let usual = (area * shape).sqrt();
    let all = TRIED.map(|factor| packed_within(sizes, (usual * factor).max(widest), gap));
    let room = |whole: Size| (whole.width / shape).max(whole.height);
    let best = all.into_iter().min_by(|(_, one), (_, other)| room(*one).total_cmp(&room(*other)));
    best.unwrap_or_default()
}

/// The upper left corners of boxes, and the size of the whole. Each box is put as high as it goes, then as far
/// left; no box overlaps another, and `gap` is between them. The whole is no wider than `most`, unless a box is.
fn packed_within(sizes: &[Size], most: f64, gap: f64) -> (Vec<Point>, Size) {
    let mut line = Skyline { most: most + gap, steps: vec![Step { x: 0.0, y: 0.0 }] };
    let mut whole = Size::default();
    let mut places = Vec::with_capacity(sizes.len());
    for size in sizes {
        let roomy = Size { width: size.width + gap, height: size.height + gap };
        let place = line.lowest(roomy.width);
        line.put(place, roomy);
        whole.width = whole.width.max(place.x + size.width);
        whole.height = whole.height.max(place.y + size.height);
        places.push(place);
    }
    (places, whole)
}

/// The lower border of what is packed.
struct Skyline {
    most: f64,
    /// From left to right; each goes on to the next one.
    steps: Vec<Step>,
}

#[derive(Clone, Copy)]
struct Step {
    x: f64,
    y: f64,
}

impl Skyline {
    /// Where a box of this width is as high as possible, then as far left.
    fn lowest(&self, width: f64) -> Point {
        let mut best: Option<Point> = None;
        for (index, step) in self.steps.iter().enumerate() {
            let end = step.x + width;
            if index > 0 && end > self.most {
                break;
            }
            let under = self.steps[index..].iter().take_while(|other| other.x < end);
            let y = under.map(|other| other.y).fold(0.0, f64::max);
            if best.is_none_or(|best| y < best.y) {
                best = Some(Point { x: step.x, y });
            }
        }
        best.unwrap_or_default()
    }

    /// Puts a box, with the room around it, on the line.
    fn put(&mut self, place: Point, size: Size) {
        let end = place.x + size.width;
        let covered = |step: &Step| step.x >= place.x && step.x < end;
        let first = self.steps.iter().position(covered).unwrap_or(self.steps.len());
        let count = self.steps[first..].iter().take_while(|step| covered(step)).count();
        let after = self.steps[first..first + count].last().map_or(0.0, |step| step.y);
        let goes_on = self.steps.get(first + count).is_none_or(|next| next.x > end);
        let mut new = vec![Step { x: place.x, y: place.y + size.height }];
        if goes_on {
            new.push(Step { x: end, y: after });
        }
        self.steps.splice(first..first + count, new);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn size(width: f64, height: f64) -> Size {
        Size { width, height }
    }

    #[test]
    fn what_fits_beside_stands_beside_and_the_rest_under_it() {
        let (places, whole) =
            packed_within(&[size(50.0, 80.0), size(40.0, 20.0), size(40.0, 20.0)], 100.0, 5.0);
        let expected = [(0.0, 0.0), (55.0, 0.0), (55.0, 25.0)].map(|(x, y)| Point { x, y });
        assert_eq!(places, expected);
        assert_eq!(whole, size(95.0, 80.0));
    }

    proptest! {
        #[test]
        fn no_box_overlaps_another(
            sizes in proptest::collection::vec((1u16..300, 1u16..300), 0..40), most in 1.0..1000.0f64
        ) {
            let sizes: Vec<Size> = sizes.iter().map(|(w, h)| size(f64::from(*w), f64::from(*h))).collect();
            let (places, whole) = packed_within(&sizes, most, 10.0);
            let boxes: Vec<(Point, Size)> = places.into_iter().zip(sizes).collect();
            for (index, (a, one)) in boxes.iter().enumerate() {
                prop_assert!(a.x + one.width <= whole.width && a.y + one.height <= whole.height);
                for (b, other) in &boxes[index + 1..] {
                    let beside = a.x + one.width <= b.x || b.x + other.width <= a.x;
                    let under = a.y + one.height <= b.y || b.y + other.height <= a.y;
                    prop_assert!(beside || under, "{a:?} {one:?} {b:?} {other:?}");
                }
            }
        }
    }
}
