using Sluice.Cli.Terminals;

namespace Sluice.Tests.Cli;

/// <summary>The world a captured command line is started in.</summary>
internal sealed record TerminalSetup
{
    public string WorkingFolder { get; init; } = Path.GetTempPath();
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public Func<Action, IDisposable> OnStopSignal { get; init; } = _ => new MemoryStream();

    public Terminal Open(TextWriter output, TextWriter error) => new()
    {
        Out = output,
        Error = error,
        Environment = name => Environment.GetValueOrDefault(name),
        WorkingFolder = WorkingFolder,
        ExecutableFolder = AppContext.BaseDirectory,
        Time = Time,
        OnStopSignal = OnStopSignal,
    };
}
