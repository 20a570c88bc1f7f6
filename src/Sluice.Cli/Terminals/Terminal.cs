namespace Sluice.Cli.Terminals;

/// <summary>Everything a command sees of the world it was started in; tests hand it captured writers and a manual clock.</summary>
internal sealed record Terminal
{
    /// <summary>Results and the live view.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>What is piped in; empty unless something is.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Where people type; null when standard input or output is no terminal.</summary>
    public Keyboard? Keyboard { get; init; }

    /// <summary>Problems and remarks, never results.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True when <see cref="Out"/> is a screen that can be redrawn; false for files, pipes and captured output.</summary>
    public bool IsScreen { get; init; }

    /// <summary>True when escape codes for colour may be written: on a screen, unless NO_COLOR is set.</summary>
    public bool HasColor { get; init; }

    /// <summary>Reads a line from the person at the keyboard; null where there is none.</summary>
    public Func<string?>? ReadLine { get; init; }

    /// <summary>Columns.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Rows.</summary>
    public int Height { get; init; } = 40;

    public required Func<string, string?> Environment { get; init; }

    /// <summary>Relative paths of the command line start here.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Where the executable lies, to find what came with it.</summary>
    public required string ExecutableFolder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Calls the action at each Ctrl-C and SIGTERM, until the returned value is disposed.</summary>
    public Func<Action, IDisposable> OnStopSignal { get; init; } = StopSignals.OfProcess;

    /// <summary>The words after "sluice", as typed.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>This terminal for work that goes on when its output can no longer be written, as a log on a full disk.</summary>
    public Terminal Dispensable() => this with
    {
        Out = TextWriter.Synchronized(new DispensableWriter(Out, problem => Error.WriteLine($"sluice: note: {problem}; the work goes on, and is no longer shown"))),
    };

    /// <summary>The command line to type again, with the launcher as it is reached from here.</summary>
    public string Typed => CommandLineOf(Arguments);

    /// <summary>The command line without one option and its value.</summary>
    public string TypedWithout(params ReadOnlySpan<string> options)
    {
        List<string> kept = [.. Arguments];
        foreach (string option in options)
        {
            kept.RemoveAll(argument => argument.StartsWith($"{option}=", StringComparison.Ordinal));
            int at = kept.IndexOf(option);
            if (at >= 0) kept.RemoveRange(at, Math.Min(2, kept.Count - at));
        }

        return CommandLineOf(kept);
    }

    public string CommandLineOf(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quoting.Word).Prepend(Launcher));

    /// <summary>A path of the command line, as it can be opened: relative ones start at the working folder.</summary>
    public string Opened(string typed) => Path.GetFullPath(Path.Combine(WorkingFolder, typed));

    /// <summary>A full path as people like to read it: from the working folder when it lies below.</summary>
    public string Shown(string path) =>
        Path.GetRelativePath(WorkingFolder, path) is var near && near.StartsWith("..", StringComparison.Ordinal) ? path : near;

    /// <summary>"./sluice" in a clone whose launcher started this; else "sluice".</summary>
    private string Launcher
    {
        get
        {
            if (Environment(Configuration.SluiceHome.Variable) is not { Length: > 0 } home || !File.Exists(Path.Combine(home, "sluice"))) return "sluice";
            string launcher = Shown(Path.Combine(home, "sluice"));
            return Path.IsPathRooted(launcher) ? launcher : $"./{launcher}";
        }
    }
}
