using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Bench.Servers;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary>The log that a measurement writes and goes on with: where its levels are kept.</summary>
internal sealed class LogStore : IDisposable
{
    private const string DefaultFolder = ".sluice/bench";

    /// <summary>As people type it.</summary>
    public required string Shown { get; init; }

    /// <summary>What it held before; null for a new one.</summary>
    public required BenchLog? Earlier { get; init; }

    public required EventLogWriter Writer { get; init; }

    /// <summary>This run of the command, as it stands in the log.</summary>
    public required LogSession Session { get; init; }

    /// <summary>Opens the named log to go on with it, or begins one named by the time.</summary>
    public static LogStore Open(string? named, IReadOnlyList<BenchTarget> targets, IReadOnlyDictionary<string, string> inputs, Terminal terminal)
    {
        LogSession session = KeptCommand.Session(terminal, inputs);
        string shown = named ?? string.Create(CultureInfo.InvariantCulture, $"{DefaultFolder}/{session.Started:yyyyMMdd-HHmmss}.jsonl");
        string path = terminal.Opened(shown);
        BenchLog? earlier = File.Exists(path) && new FileInfo(path).Length > 0 ? LogFile.Read(terminal, shown) : null;
        if (earlier is not null) RefuseOthers(earlier, targets, shown);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
            CutDamagedEnd(stream);
            var writer = new EventLogWriter(stream);
            writer.Begin(session);
            return new LogStore { Shown = shown, Earlier = earlier, Writer = writer, Session = session };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException("--log", $"'{shown}' cannot be written: {problem.Message}", "a file in a folder that can be written, used by one measurement at a time");
        }
    }

    /// <summary>A log with this run of the command among its sessions.</summary>
    public BenchLog Completed(BenchLog log) => log with { Tool = log.Tool ?? Session.Tool, Command = log.Command ?? Session.Command, Sessions = [.. log.Sessions, Session] };

    public void Dispose() => Writer.Dispose();

    /// <summary>The line that a killed process left unfinished goes: nothing may be appended to it.</summary>
    private static void CutDamagedEnd(FileStream stream)
    {
        for (long at = stream.Length - 1; at >= 0; at--)
        {
            stream.Position = at;
            if (stream.ReadByte() != '\n') continue;
            stream.SetLength(at + 1);
            break;
        }
        stream.Position = stream.Length;
    }

    private static void RefuseOthers(BenchLog earlier, IReadOnlyList<BenchTarget> targets, string shown)
    {
        foreach (BenchTarget target in targets)
        {
            if (earlier.Servers.LastOrDefault(server => server.Backend == target.Backend) is { } known && known.Model != target.Model)
                throw new CouldNotRunException("--log", $"'{shown}' has measured {known.Model} under the name '{target.Backend}', not {target.Model}", "a log of its own for each model");
        }
    }
}
