//! A terminal with the program in it: a pty, an emulator, and somebody who types.

use std::{
    fs,
    io::{Read, Write},
    num::NonZero,
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take to appear. Generous: it only decides how a failure ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// A terminal with the program in it.
pub struct Terminal {
    home: tempfile::TempDir,
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    written: Vec<u8>,
}

impl Terminal {
    /// A first start.
    pub fn start(args: &[&str]) -> Self {
        Self::in_home(tempfile::tempdir().unwrap(), args, &[])
    }

    /// A start of somebody who has a name.
    pub fn named(name: &str, args: &[&str]) -> Self {
        Self::with(name, args, &[])
    }

    /// The same with more of an environment.
    pub fn with(name: &str, args: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::in_home(Self::home_of(name), args, environment)
    }

    fn home_of(name: &str) -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/goodoffices");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("settings.ron"), format!("Settings(name: \"{name}\")")).unwrap();
        home
    }

    /// A start under a parent that ignores the hang-up, as `nohup` and some service managers do.
    pub fn with_hang_up_ignored(name: &str, args: &[&str]) -> Self {
        let home = Self::home_of(name);
        let program = format!("trap '' HUP; exec {} {}", env!("CARGO_BIN_EXE_goodoffices"), args.join(" "));
        Self::run(home, "/bin/sh", &["-c", &program], &[])
    }

    /// The same person starts the program again.
    pub fn start_again(self, args: &[&str]) -> Self {
        Self::in_home(self.home, args, &[])
    }

    /// The same person starts another program.
    pub fn starts(self, program: &str, args: &[&str]) -> Self {
        Self::run(self.home, program, args, &[])
    }

    fn in_home(home: tempfile::TempDir, args: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::run(home, env!("CARGO_BIN_EXE_goodoffices"), args, environment)
    }

    fn run(home: tempfile::TempDir, program: &str, args: &[&str], environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        let folders = [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("GOODOFFICES_CASES", "cases"),
        ];
        for (name, folder) in folders {
            command.env(name, home.path().join(folder));
        }
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8")].iter().chain(environment) {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            home,
            child,
            master: Some(pair.master),
            writer: Some(writer),
            output,
            screen: vt100::Parser::new(NonZero::new(24).unwrap(), NonZero::new(80).unwrap(), 0),
            written: Vec::new(),
        }
    }

    /// The folder in which everything of this person is kept.
    pub fn home(&self) -> PathBuf {
        self.home.path().to_owned()
    }

    /// Everything that the program wrote so far.
    pub fn written(&self) -> &[u8] {
        &self.written
    }

    /// Types bytes.
    pub fn types(&mut self, text: &str) -> &mut Self {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Lets 20 ms go by, as on a slow line.
    pub fn pauses(&mut self) -> &mut Self {
        self.take_in(Duration::from_millis(20));
        self
    }

    /// Waits until nothing more comes.
    pub fn settles(&mut self) -> &mut Self {
        let mut before = usize::MAX;
        while before != self.written.len() {
            before = self.written.len();
            self.take_in(Duration::from_millis(150));
        }
        self
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !self.screen.screen().contents().contains(text) {
            assert!(
                Instant::now() < deadline,
                "\"{text}\" does not come:\n{}",
                self.screen.screen().contents()
            );
            self.take_in(Duration::from_millis(100));
        }
        self
    }

    /// Fails if a text is on the screen now.
    #[track_caller]
    pub fn sees_nothing_of(&mut self, text: &str) -> &mut Self {
        let contents = self.screen.screen().contents();
        assert!(!contents.contains(text), "\"{text}\" is on the screen:\n{contents}");
        self
    }

    /// Gives the window another size.
    pub fn resizes(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        let rows = NonZero::new(rows).unwrap();
        self.screen.screen_mut().set_size(rows, NonZero::new(columns).unwrap());
        self
    }

    /// Waits until the program has stopped, as after `kill -TSTP`, or works again.
    #[track_caller]
    pub fn is_stopped(&mut self, wanted: bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let path = format!("/proc/{}/stat", self.child.process_id().unwrap());
        loop {
            let stat = fs::read_to_string(&path).unwrap();
            if stat.rsplit(") ").next().unwrap().starts_with('T') == wanted {
                return self;
            }
            assert!(Instant::now() < deadline, "{stat}");
            self.take_in(Duration::from_millis(20));
        }
    }

    /// Seconds of processor time that the program has used.
    pub fn processor_seconds(&self) -> f64 {
        let stat = self.stat();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
        let ticks: u32 = fields[11].parse::<u32>().unwrap() + fields[12].parse::<u32>().unwrap();
        f64::from(ticks) / 100.0
    }

    /// Whether some row begins with reversed cells.
    pub fn has_reversed_row(&self) -> bool {
        let screen = self.screen.screen();
        (2..22).any(|row| (0..80).all(|column| screen.cell(row, column).is_some_and(vt100::Cell::inverse)))
    }

    /// The line is cut.
    pub fn hangs_up(&mut self) {
        // The thread that reads holds the terminal too: it lets go when nobody listens to what it reads next.
        self.output = channel().1;
        self.types("4");
        self.writer = None;
        self.master = None;
    }

    /// Somebody sends the program a signal.
    pub fn signals(&mut self, signal: i32) {
        let pid =
            rustix::process::Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap();
        let signal = rustix::process::Signal::from_named_raw(signal).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Waits for the end, two seconds and what a busy machine adds; gives the exit code.
    #[track_caller]
    pub fn ends_soon(&mut self) -> u32 {
        let since = Instant::now();
        let code = self.ends();
        assert!(since.elapsed() < Duration::from_secs(4), "it took {:?}", since.elapsed());
        code
    }

    /// Waits for the end, but leaves the program among those whose end nobody has taken note of; gives the seconds of
    /// processor time that it used from first to last.
    #[track_caller]
    pub fn worked_until_its_end(&mut self) -> f64 {
        let deadline = Instant::now() + PATIENCE;
        while !self.stat().contains(") Z ") {
            assert!(Instant::now() < deadline, "it does not end");
            self.take_in(Duration::from_millis(20));
        }
        self.processor_seconds()
    }

    fn stat(&self) -> String {
        fs::read_to_string(format!("/proc/{}/stat", self.child.process_id().unwrap())).unwrap()
    }

    /// Waits for the end and gives the exit code.
    #[track_caller]
    pub fn ends(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.take_in(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().unwrap() {
                self.take_in(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.screen.screen().contents());
        }
    }

    /// Takes in what the program writes; waits for it at most that long.
    fn take_in(&mut self, longest: Duration) {
        match self.output.recv_timeout(longest) {
            Ok(bytes) => self.feed(&bytes),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        while let Ok(bytes) = self.output.try_recv() {
            self.feed(&bytes);
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.written.extend_from_slice(bytes);
    }
}
