//! `dialogsim chat` on a real terminal: a pseudo-terminal around the program, and an emulator that
//! says what a person sees.
//!
//! Nothing waits for a time: each step waits for what must appear, and fails at a deadline.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]
#![allow(clippy::disallowed_methods, reason = "a deadline for what never appears")]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const DEADLINE: Duration = Duration::from_secs(30);
const ENTER: &str = "\r";
const TAB: &str = "\t";
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const CTRL_U: &str = "\u{15}";
const UP: &str = "\u{1b}[A";

struct Shown {
    emulator: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
}

struct Chat {
    shown: Arc<(Mutex<Shown>, Condvar)>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    home: Arc<tempfile::TempDir>,
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/chat")
}

impl Chat {
    fn new(bot: &str) -> Self {
        Self::sized(bot, 80)
    }

    fn sized(bot: &str, columns: u16) -> Self {
        Self::start(&[bot], columns, &[], Arc::new(tempfile::tempdir().unwrap()))
    }

    fn start(
        arguments: &[&str],
        columns: u16,
        environment: &[(&str, &str)],
        home: Arc<tempfile::TempDir>,
    ) -> Self {
        let size = PtySize { rows: 40, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dialogsim"));
        command.env_clear();
        command.args(["chat"]);
        command.args(arguments);
        command.cwd(fixtures());
        command.env("HOME", home.path());
        command.env("XDG_STATE_HOME", home.path().join("state"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let emulator = vt100::Parser::new(nonzero(size.rows), nonzero(columns), 0);
        let shown = Shown { emulator, raw: Vec::new(), ended: false };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let mut output = pair.master.try_clone_reader().unwrap();
        let reader = shown.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let read = output.read(&mut buffer).unwrap_or(0);
                let mut shown = reader.0.lock().unwrap();
                shown.ended = read == 0;
                shown.emulator.process(&buffer[..read]);
                shown.raw.extend_from_slice(&buffer[..read]);
                reader.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self { shown, keyboard, child, _master: pair.master, home }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    /// Types a line, sees it on the screen, and sends it.
    fn say(&mut self, line: &str) -> &mut Self {
        self.press(line).waits_for(line).press(ENTER)
    }

    /// Waits until the screen shows a text.
    fn waits_for(&mut self, text: &str) -> &mut Self {
        self.waits_until(text, |screen| screen.contains(text))
    }

    /// Waits until the last line is a prompt with nothing typed.
    fn waits_for_prompt(&mut self, prompt: &str) -> &mut Self {
        self.waits_until(prompt, |screen| screen.trim_end().lines().last().is_some_and(|last| last == prompt))
    }

    fn waits_until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + DEADLINE;
        let mut shown = self.shown.0.lock().unwrap();
        loop {
            let screen = screen_of(&shown);
            if is_so(&screen) {
                break;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !shown.ended, "`{what}` never came; the screen is\n{screen}");
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
        drop(shown);
        self
    }

    fn screen(&self) -> String {
        screen_of(&self.shown.0.lock().unwrap())
    }

    fn raw(&self) -> String {
        String::from_utf8_lossy(&self.shown.0.lock().unwrap().raw).into_owned()
    }

    /// Waits for the end.
    fn exit_code(&mut self) -> u32 {
        let deadline = Instant::now() + DEADLINE;
        let mut shown = self.shown.0.lock().unwrap();
        while !shown.ended {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it does not end; the screen is\n{}", screen_of(&shown));
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
        drop(shown);
        self.child.wait().unwrap().exit_code()
    }
}

impl Drop for Chat {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn screen_of(shown: &Shown) -> String {
    let screen = shown.emulator.screen();
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn several_bots_introduce_themselves_and_their_integrations_are_completed() {
    let bots = ["permit.yaml", "other.yaml"];
    let mut chat = Chat::start(&bots, 80, &[], Arc::new(tempfile::tempdir().unwrap()));
    chat.waits_for("Parking permits (with Harbour)").waits_for_prompt("you>");
    chat.press("/live Har\t").waits_for("/live Harbour/Tides");
}

#[test]
fn a_conversation_from_the_first_prompt_to_control_d() {
    let mut chat = Chat::new("permit.yaml");
    chat.waits_for("Parking permits").waits_for("/help").waits_for_prompt("you>");
    chat.say("I need a permit").waits_for("[2] South").waits_for("choose>");
    chat.say("1").waits_for("> [1] North").waits_for("Please send a photo").waits_for("file>");
    chat.say("/upload files/car.png").waits_for("[closed, survey]").waits_for_prompt("you>");
    let screen = chat.screen();
    let order =
        ["[file car.png, PNG, 67 bytes]", "Looking at your photo.", "That is a nice car.", "30 euros"];
    let places: Vec<_> = order.iter().map(|text| screen.find(text).expect(text)).collect();
    assert!(places.is_sorted(), "{screen}");
    chat.press(CTRL_D);
    assert_eq!(chat.exit_code(), 0);
}

/// A folder with the bot of the fixtures and a transcript of it.
fn with_transcript(turns: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for file in ["permit.yaml", "files/car.png"] {
        std::fs::create_dir_all(folder.path().join("files")).unwrap();
        std::fs::copy(fixtures().join(file), folder.path().join(file)).unwrap();
    }
    let file = folder.path().join("permits.yaml");
    let text = format!(
        "bot: permit.yaml\ntranscripts:\n  - transcript: A photo\n    turns:\n{turns}      - nothing: true\n"
    );
    std::fs::write(&file, text).unwrap();
    (folder, file.display().to_string())
}

#[test]
fn a_transcript_is_played_before_the_first_prompt_and_a_person_goes_on() {
    let (_folder, file) = with_transcript(
        "      - consumer: I need a permit\n      - bot: { any: true }\n      - bot: In which town do you live?\n      \
         - tap: North\n      - bot: { contains: photo }\n      - upload: files/car.png\n",
    );
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut chat = Chat::start(&["--replay", &format!("{file}:9")], 200, &[], home.clone());
    chat.waits_for("> I need a permit").waits_for("> [1] North").waits_for("`A photo` stops here, at");
    chat.waits_for("! the transcript expects: In which town do you live? (").waits_for("file>");
    assert!(!chat.screen().contains("car.png"), "{}", chat.screen());
    chat.say("/back").waits_for("taken back: [1] North").waits_for("choose>");
    chat.say("2").waits_for("> [2] South").waits_for("file> drop a file here").press(CTRL_D);
    assert_eq!(chat.exit_code(), 0);
    let mut chat = Chat::start(&["--replay", &file], 200, &[], home);
    chat.waits_for("> [file car.png, PNG, 67 bytes]").waits_for("! here the transcript `A photo` ends");
    chat.waits_for_prompt("you>").say("/reset").waits_for("without its turns").waits_for_prompt("you>");
}

#[test]
fn a_transcript_that_cannot_be_played_on_leaves_the_chat_where_it_is() {
    let (_folder, file) =
        with_transcript("      - consumer: permit\n      - tap: Nroth\n      - upload: files/car.png\n");
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut chat = Chat::start(&["--replay", &file], 200, &[], home);
    chat.waits_for("permits.yaml:6: `Nroth` is not on offer: did you mean `North`?");
    chat.waits_for("choose>").say("North").waits_for("> North").waits_for("file>");
    assert!(!chat.screen().contains("ends"), "{}", chat.screen());
}

#[test]
fn quit_leaves_whatever_went_wrong_before() {
    let mut chat = Chat::new("permit.yaml");
    chat.waits_for_prompt("you>").say("/qiut").waits_for("did you mean `/quit`?");
    chat.say("/quit");
    assert_eq!(chat.exit_code(), 0);
}

#[test]
fn tab_completes_commands_names_and_choices() {
    let mut chat = Chat::new("permit.yaml");
    chat.waits_for_prompt("you>").press("/sta").press(TAB).waits_for("you> /stack").press(ENTER);
    chat.waits_for("no dialog is under way");
    chat.press("/goto zo").press(TAB).waits_for("/goto zone").press(ENTER).waits_for("[2] South");
    chat.press("So").press(TAB).waits_for("choose> South").press(ENTER).waits_for("file>");
    chat.press("/upload files/ca").press(TAB).waits_for("/upload files/car.png").press(CTRL_U);
    chat.press("/mock Pr").press(TAB).waits_for("/mock Price");
}

#[test]
fn the_prompt_names_the_branch_and_what_is_done_again_is_shown() {
    let mut chat = Chat::new("permit.yaml");
    let at = |chat: &mut Chat, prompt: &str| {
        chat.waits_until(prompt, |screen| {
            screen.trim_end().lines().last().is_some_and(|last| last.starts_with(prompt))
        });
    };
    chat.waits_for_prompt("you>").say("permit").waits_for("choose>");
    chat.say("/fork south side");
    at(&mut chat, "[south side] choose>");
    chat.say("South");
    at(&mut chat, "[south side] file>");
    chat.say("/back").waits_for("taken back: [2] South");
    at(&mut chat, "[south side] choose>");
    chat.say("/redo").waits_for("> [2] South");
    at(&mut chat, "[south side] file>");
    chat.press("/switch ma").press(TAB).waits_for("/switch main").press(ENTER);
    at(&mut chat, "choose>");
    chat.press("/switch so").press(TAB).waits_for("/switch south side").press(ENTER);
    at(&mut chat, "[south side] file>");
}

#[test]
fn hints_show_what_can_be_typed() {
    let mut chat = Chat::new("permit.yaml");
    chat.waits_for_prompt("you>").say("permit").waits_for("1 to 2 taps one");
    chat.press("Nor").waits_for("choose> North").press(CTRL_U);
    chat.press("/moc").waits_for("/mock [NAME STATUS");
}

#[test]
fn control_c_gives_the_line_up_and_the_chat_goes_on() {
    let mut chat = Chat::new("permit.yaml");
    chat.waits_for_prompt("you>").press("nonsense").waits_for("you> nonsense").press(CTRL_C);
    chat.waits_for("Ctrl-D or /quit leaves").waits_for_prompt("you>");
    chat.say("a permit").waits_for("Parking permits are quick").waits_for("choose>");
    assert!(!chat.screen().contains("I know about"), "{}", chat.screen());
}

#[test]
fn a_dropped_file_is_an_upload_while_a_file_is_awaited() {
    let mut chat =
        Chat::start(&["permit.yaml", "--start", "photo"], 100, &[], Arc::new(tempfile::tempdir().unwrap()));
    let dropped = format!("'{}' ", fixtures().join("files/my car.png").display());
    chat.waits_for("file>").press(&dropped).waits_for("my car.png'").press(ENTER);
    chat.waits_for("sent as an upload").waits_for("> [file my car.png, PNG, 67 bytes]").waits_for("nice car");
    // Nothing is awaited any more: now it is only a text that looks like a command.
    chat.waits_for_prompt("agent>");
    let path = fixtures().join("files/car.png").display().to_string();
    chat.press(&path).waits_for("files/car.png").press(ENTER).waits_for("there is no command");
}

#[test]
fn escapes_of_a_bot_are_shown_and_not_obeyed() {
    let mut chat = Chat::new("escapes.yaml");
    chat.waits_for_prompt("you>").say("x").waits_for("[2] plain").waits_for("\\u{1b}[31mred");
    chat.say("/why").waits_for("waits at").press("/goto ").press(TAB).waits_for("/goto All");
    let raw = chat.raw();
    for sequence in ["\u{1b}]0;", "\u{1b}[2J", "\u{1b}[31mred", "\u{1b}[5m", "\u{1b}[1mname", "\u{202e}"] {
        assert!(!raw.contains(sequence), "{sequence:?} reached the terminal");
    }
}

#[test]
fn a_narrow_window_breaks_lines_between_words() {
    let mut chat = Chat::sized("wide.yaml", 30);
    chat.waits_for_prompt("you>").say("x").waits_for("answer>");
    let screen = chat.screen();
    let bubbles: Vec<&str> = screen.lines().skip_while(|line| !line.starts_with("Bot:")).collect();
    assert_eq!(
        bubbles[..10].join("\n"),
        "Bot: Every one of these words\n     stays whole, although the\n     window is narrow, and\n     \
         Donaudampfschifffahrtsele\n     ktrizitätenhauptbetriebsw\n     erk is cut.\nBot: First line.\n     \
         Second line.\n\nanswer>"
    );
}

#[test]
fn a_narrow_window_breaks_the_usage_of_a_command_between_words() {
    let mut chat = Chat::sized("wide.yaml", 40);
    chat.waits_for_prompt("you>").say("/help mock").waits_for("/mock Credit score off");
    chat.waits_for("/mock [NAME STATUS [BODY] | NAME FAULT |\n  NAME off]\n");
}

#[test]
fn without_colour_there_is_none() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut chat = Chat::start(&["permit.yaml"], 80, &[("NO_COLOR", "1")], home);
    chat.waits_for_prompt("you>").say("permit").waits_for("choose>");
    chat.press("Nor").waits_for("choose> Nor");
    let raw = chat.raw();
    assert!(!raw.contains("\u{1b}[3") && !raw.contains("\u{1b}[1m") && !raw.contains("\u{1b}[2m"), "{raw:?}");
}

#[test]
fn history_is_kept_for_its_owner_and_without_secrets() {
    use std::os::unix::fs::PermissionsExt;
    let home = Arc::new(tempfile::tempdir().unwrap());
    let secret = [("PERMIT_TOKEN", "sesame-open")];
    let mut chat = Chat::start(&["permit.yaml"], 80, &secret, home.clone());
    chat.waits_for_prompt("you>").say("is it sesame-open").waits_for("I know about");
    chat.waits_for_prompt("you>").press(CTRL_D);
    assert_eq!(chat.exit_code(), 0);
    let file = chat.home.path().join("state/dialogsim/chat_history");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.contains("is it ***") && !kept.contains("sesame"), "{kept}");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    let mut again = Chat::start(&["permit.yaml"], 80, &secret, home);
    again.waits_for_prompt("you>").press(UP).waits_for("you> is it ***");
}

#[test]
fn a_bot_that_broke_is_not_loaded_again() {
    let folder = tempfile::tempdir().unwrap();
    let bot = folder.path().join("bot.yaml");
    let write = |text: &str| {
        let head = "bot: Short\ndialogs:\n  - dialog: All\n    interactions:\n      - dialog_starter: { patterns: [\"*\"] }\n";
        std::fs::write(&bot, format!("{head}{text}")).unwrap();
    };
    write("      - text: the old words\n");
    let arguments = [bot.to_str().unwrap()];
    let mut chat = Chat::start(&arguments, 100, &[], Arc::new(tempfile::tempdir().unwrap()));
    chat.waits_for_prompt("you>").say("a").waits_for("the old words").waits_for_prompt("you>");
    write("      - txt: broken\n");
    chat.say("/reload").waits_for("did you mean `text`?").waits_for("goes on with the bot as it was");
    chat.waits_for_prompt("you>").say("/help").waits_for("/clock [+TIME]").waits_for_prompt("you>");
    write("      - text: the new words\n");
    chat.say("/reload").waits_for("the bot is read again").waits_for_prompt("you>");
    chat.say("b").waits_for("the new words");
}

fn nonzero(number: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(number).unwrap()
}

#[test]
fn events_of_the_wire_stand_in_the_chat() {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let mut chat = Chat::start(&["permit.yaml", "--json"], 400, &[], home);
    chat.waits_for("you>").say("permit").waits_for("{\"type\":\"ContentEvent\"");
    chat.waits_for("{\"type\":\"RichContentEvent\"").waits_for("choose>");
    assert!(!chat.screen().contains("Bot:"), "{}", chat.screen());
}
