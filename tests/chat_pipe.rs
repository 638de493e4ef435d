//! `dialogsim chat` through a pipe, from outside: exit code, standard output, standard error.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use assert_cmd::Command;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dialogsim"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/chat"));
    command.arg("chat").args(arguments);
    for name in ["CI", "NO_COLOR", "CLICOLOR_FORCE", "PERMIT_TOKEN", "HOME"] {
        command.env_remove(name);
    }
    command
}

fn ran(command: &mut Command, input: impl Into<Vec<u8>>) -> Ran {
    let output = command.write_stdin(input).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn chat(arguments: &[&str], input: &str) -> Ran {
    ran(&mut command(arguments), input)
}

#[test]
fn each_line_is_a_message() {
    let ran = chat(
        &["permit.yaml", "--set", "salutation=Ada"],
        "I need a permit\r\n\nNorht\n#1\n/upload files/note.png\nfiles/car.png\n",
    );
    insta::assert_snapshot!(ran.out, @r#"
    > I need a permit
    Bot: Parking permits are quick to get.
    Bot: In which zone do you live?
      [1] North
      [2] South
    > Norht
    Bot: Please choose one of the zones.
    > [1] North
    Bot: Please send a photo of your car (PNG or JPEG).
    > [file note.png, unknown, 10 bytes]
    ! the file is refused: not one of PNG, JPEG: content is plain text, although the name ends in .png
    Bot: A PNG or JPEG picture, please.
    > [file car.png, PNG, 67 bytes]
    Bot: Looking at your photo.
    Bot: That is a nice car.
    Bot: Your permit costs 30 euros, Ada.
    [closed, survey]
    "#);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn nothing_in_a_pipe_is_coloured_unless_forced() {
    assert!(!chat(&["permit.yaml"], "permit\n").out.contains('\u{1b}'));
    assert!(chat(&["permit.yaml", "--color", "always"], "permit\n").out.contains("\u{1b}[36mBot:"));
}

#[test]
fn secrets_of_the_environment_are_nowhere() {
    let input = "permit sesame-open\nNorth\nfiles/car.png\n/why\n/vars\n/calls\n/calls 1\n/calls 2\n/log\nsesame-open\n";
    let ran = ran(command(&["permit.yaml"]).env("PERMIT_TOKEN", "sesame-open"), input);
    assert!(!ran.out.contains("sesame") && !ran.err.contains("sesame"), "{}", ran.out);
    assert!(ran.out.contains("token = ***"));
}

#[test]
fn a_call_that_no_mock_answers_fails_the_run_and_not_the_conversation() {
    let ran = chat(&["permit.yaml", "--set", "zone=South", "--start", "price"], "/log\n");
    insta::assert_snapshot!(ran.out, @r#"
    ! `Price` was not called: no mock of `Price` answers this call; the nearest is entry 1, but params.zone is `South`, wanted `North` (see permit.yaml:27)
    Bot: A colleague will help you.
    [transferred to skill 77]
      turn 1: `Price` was not called: no mock of `Price` answers this call; the nearest is entry 1, but params.zone is `South`, wanted `North` (see permit.yaml:27)
    "#);
    assert_eq!(ran.code, 3);
}

#[test]
fn a_mock_is_added_listed_and_taken_away() {
    let input = "/mock Price 200 {\"euros\": 5}\n/mock\n/goto price\n/calls\n/reset\n/mock Price off\n/mock\n\
                 /mock Price timeout\n/goto price\n/mock Price 42\n/mock Prize off\n/mock\n/live\n";
    let ran = chat(&["permit.yaml", "--set", "zone=North", "--set", "salutation=Ada"], input);
    insta::assert_snapshot!(ran.out, @r#"
    ! `Price` answers 200 {"euros": 5} from now on; `/mock Price off` takes it back
      Price: 200 {"euros": 5}
    Bot: Your permit costs 5 euros, Ada.
    [closed, survey]
      1. Price: GET https://permits.example.com/price: status 200 (from /mock)
    ! the conversation begins anew
    ! 1 answer of /mock removed from `Price`
    ! no answers were added: /mock NAME 503, /mock NAME 200 {"value": 780}, /mock NAME timeout
    ! `Price` answers timeout from now on; `/mock Price off` takes it back
    ! the call of `Price` failed: no answer came in time
    Bot: A colleague will help you.
    [transferred to skill 77]
    ! after the name comes an HTTP status such as 503, a fault (timeout, connection_refused, connection_reset, malformed_response), or `off`
    ! there is no integration `Prize`: did you mean `Price`?
      Price: timeout
      Keep the photo: mocked, 2 entries; permits.example.com, not on the allow list
      Price: mocked, 1 entry, 1 from /mock; permits.example.com, not on the allow list
    "#);
}

#[test]
fn live_calls_go_to_allowed_hosts_only() {
    let refused = chat(&["permit.yaml", "--live", "Price", "--start", "price"], "");
    assert_eq!(refused.code, 3);
    assert!(refused.out.contains("`permits.example.com` is not on the allow list"), "{}", refused.out);
    let ran = chat(
        &["permit.yaml", "--allow-host", "permits.example.com"],
        "/live Price on\n/live\n/live Price off\n/live\n",
    );
    insta::assert_snapshot!(ran.out, @r#"
    ! `Price` is live: its calls go to permits.example.com from now on
      Keep the photo: mocked, 2 entries; permits.example.com, on the allow list
      Price: live; permits.example.com, on the allow list
    ! `Price` is not live: its mocks answer
      Keep the photo: mocked, 2 entries; permits.example.com, on the allow list
      Price: mocked, 1 entry; permits.example.com, on the allow list
    "#);
    assert_eq!(ran.code, 0);
}

#[test]
fn a_dry_run_shows_the_call_and_the_mock_answers() {
    let ran = ran(
        &mut command(&["permit.yaml", "--live-all", "--dry-run", "--start", "price", "--set", "zone=North"]),
        "",
    );
    assert!(
        ran.out.contains("dry run, nothing is sent") && ran.out.contains("curl --request GET"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Your permit costs 30 euros"));
}

#[test]
fn live_calls_in_ci_must_be_meant() {
    let arguments = ["permit.yaml", "--live", "Price"];
    let refused = ran(command(&arguments).env("CI", "true"), "");
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("--live-in-ci"), "{}", refused.err);
    assert_eq!(ran(command(&arguments).env("CI", "true").arg("--live-in-ci"), "").code, 0);
    let later = ran(command(&["permit.yaml"]).env("CI", "true"), "/live Price on\n");
    assert!(later.code == 3 && later.out.contains("--live-in-ci"), "{}", later.out);
}

#[test]
fn wrong_names_are_wrong_usage_with_a_suggestion() {
    for (arguments, meant) in [
        (["permit.yaml", "--live", "Prize"], "`Price`"),
        (["permit.yaml", "--start", "zon"], "`zone`"),
        (["permit.yaml", "--allow-host", "https://x.example/a"], "`x.example`"),
        (["permit.yaml", "--set", "novalue"], "a name, `=`, and the value"),
    ] {
        let ran = chat(&arguments, "");
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(meant), "{}", ran.err);
    }
}

#[test]
fn what_is_no_bot_or_broken_has_its_own_exit_code() {
    let broken = chat(&["broken.yaml"], "hi\n");
    assert_eq!((broken.code, broken.out.as_str()), (1, ""));
    assert!(broken.err.contains("did you mean `text`?") && broken.err.contains("it has errors"));
    assert_eq!(chat(&["files"], "").code, 4);
    assert_eq!(chat(&["nowhere.yaml"], "").code, 3);
}

#[test]
fn several_bots_are_read_together_and_all_that_is_wrong_is_said_at_once() {
    let wrong = chat(&["permit.yaml", "nowhere.yaml", "broken.yaml", "./permit.yaml"], "hi\n");
    assert_eq!((wrong.code, wrong.out.as_str()), (3, ""));
    for part in [
        "did you mean `text`?",
        "error: cannot read nowhere.yaml: ",
        "error: ./permit.yaml is the same bot as permit.yaml: name each bot once\n",
        "error: broken.yaml cannot be played: it has errors\n",
    ] {
        assert!(wrong.err.contains(part), "{part}: {}", wrong.err);
    }
    assert_eq!(chat(&["broken.yaml", "nowhere.yaml"], "").code, 3);
    assert_eq!(chat(&["permit.yaml", "broken.yaml"], "").code, 1);
    let twice = chat(&["permit.yaml", "permit.yaml"], "hi\n");
    assert_eq!((twice.code, twice.out.as_str()), (2, ""));
    assert_eq!(chat(&[], "").code, 2);
}

#[test]
fn bots_of_one_name_cannot_be_in_one_run() {
    let ran = chat(&["permit.yaml", "same-name.yaml"], "hi\n");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    insta::assert_snapshot!(ran.err, @"error: permit.yaml and same-name.yaml are both called `Parking permits`: a conversation is handed over by name, so give one of them another `bot:`");
}

#[test]
fn an_integration_of_another_bot_is_named_with_its_bot() {
    let ran = chat(&["permit.yaml", "other.yaml", "--live", "Tides"], "");
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.err, @"error: --live: `Parking permits` has no integration `Tides`, but `Harbour` has: write `Harbour/Tides`");
    let ran = chat(&["permit.yaml", "other.yaml", "--live", "Harbour/Tides", "--live", "Price"], "/live\n");
    insta::assert_snapshot!(ran.out, @r"
      Keep the photo: mocked, 2 entries; permits.example.com, not on the allow list
      Price: live; permits.example.com, not on the allow list
      Harbour/Tides: live; tides.example.com, on the allow list
    ");
    assert_eq!(chat(&["permit.yaml", "other.yaml", "--live", "Harbour/Price"], "").code, 2);
    assert_eq!(chat(&["permit.yaml", "other.yaml", "--start", "tides"], "").code, 2);
}

#[test]
fn the_clock_is_the_same_in_every_run_and_moves_on_request() {
    let ran = chat(&["permit.yaml"], "permit\n/clock\n/clock +30m\n/clock 2h\n/clock soon\nNorth\n");
    insta::assert_snapshot!(ran.out, @r#"
    > permit
    Bot: Parking permits are quick to get.
    Bot: In which zone do you live?
      [1] North
      [2] South
    ! it is 2026-01-01 09:00:00 in the conversation
    ! it is 2026-01-01 09:30:00 in the conversation
    ! it is 2026-01-01 11:30:00 in the conversation
    ! a duration is a whole number and a unit: `800ms`, `2s`, `15m` or `1h`
    > [1] North
    ! the session had ended: a fresh one begins, without variables and dialogs
    Bot: I know about parking permits.
    "#);
}

#[test]
fn commands_say_what_is_wrong_with_them() {
    let input = "/\n/help mock\n/upload\n/upload nowhere.png\n/upload 'open\n/upload files\n/goto zon\n/calls\n/calls 1\n\
                 /why\n#3\n//say it\n/say /why\n/stacks\n/tmp/x/y\npermit\n#9\n/quit\nnever said\n";
    let ran = chat(&["permit.yaml"], input);
    insta::assert_snapshot!(ran.out, @r#"
    /upload PATH [CAPTION]
                        send a file
    /say TEXT           say a text as it is, also `2` or `/x`
    /intent NAME [SCORE] [NAME SCORE]… [TEXT]
                        say something that means an intent
    /why [NAME]         explain the last turn, or why NAME was played or not
    /vars               show variables, answers of integrations, environment
    /stack              show the dialogs under way
    /log                show the platform's log and what went wrong
    /calls [N]          list the calls; with N, show one as a mock entry
    /goto NAME          jump to an interaction or a dialog
    /set NAME=VALUE     set a session variable
    /back [N]           take the last change back, or the last N
    /redo [TEXT]        do again what was taken back, or the last turn with TEXT
    /fork NAME          go on in a new branch, keep this one
    /switch [NAME]      go to another branch, as it was left
    /forks              list the branches
    /save FILE [NAME] [--assert LIST]
                        save the conversation so far as a transcript that passes
    /reset              begin the conversation anew
    /reload             read the bot's files again and begin anew
    /live [NAME on|off]
                        list what is live, or switch it
    /mock [NAME STATUS [BODY] | NAME FAULT | NAME off]
                        answer an integration's calls from now on
    /fixture [KEY VALUE]
                        say what the platform would know, for bot code to ask
    /clock [+TIME]      show the conversation's clock, or let time pass
    /interrupt [TIME] TEXT
                        say a text while the bot is busy with the last message
    /burst [TIME] TEXT | TEXT
                        say several texts in quick succession
    /event TEXT         let a text of the platform come to the bot
    /channel [NAME]     show the conversation's channel, or go on with another
    /help [COMMAND]     show the commands, or one of them
    /quit               leave
    Everything else is what the consumer says. A number, `#2` or a label taps a choice, `1,3` several of a list that takes several; a file's path, while a file is awaited, sends the file; `//text` says a text that begins with a slash.
    /mock [NAME STATUS [BODY] | NAME FAULT | NAME off]
      answer an integration's calls from now on
      STATUS is an HTTP status, BODY is JSON or text, FAULT is timeout, connection_refused, connection_reset or malformed_response. These answers come before the bot's mocks and before live calls. Examples:
      /mock Credit score 503
      /mock Credit score 200 {"value": 780}
      /mock Credit score timeout
      /mock Credit score off
    ! name the file: /upload PATH [CAPTION]
    ! there is no file `nowhere.png`
    ! a quote (') is opened and never closed
    ! `files` is a folder: name a file in it
    ! there is no interaction or dialog `zon`: did you mean `zone`?
    ! no call was made yet
    ! no call was made yet
    ! nothing has happened yet
    > #3
    Bot: I know about parking permits.
    > /say it
    Bot: I know about parking permits.
    > /why
    Bot: I know about parking permits.
    ! there is no command `/stacks`: did you mean `/stack`?
    ! there is no command `/tmp/x/y`: if it is a file, send it with /upload; /say says it as text
    > permit
    Bot: Parking permits are quick to get.
    Bot: In which zone do you live?
      [1] North
      [2] South
    ! there is no choice #9; /say #9 says it as text
    "#);
    assert_eq!(ran.code, 3);
}

#[test]
fn lines_that_are_no_text_or_too_long_are_left_out() {
    let mut input = vec![b'x'; 70 * 1024];
    input.extend(b"\nwhat\xff\npermit");
    let ran = ran(&mut command(&["permit.yaml"]), input);
    assert_eq!(ran.code, 3);
    assert!(
        ran.out.starts_with("! line 1 of the input is left out: it is longer than 64 KiB\n! line 2"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Parking permits are quick"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/chat");
    let mut child = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
        .args(["chat", "permit.yaml"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    input.write_all(b"hello\n").unwrap();
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "> hello\n");
    drop(output);
    // The program may have left already.
    let _ = input.write_all("hello\n".repeat(1000).as_bytes());
    drop(input);
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}
