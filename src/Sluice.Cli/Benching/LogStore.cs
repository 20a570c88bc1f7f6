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
    private const int Buffered = 1 << 16; // bytes; a file of so many requests a second is written in blocks
    private const int MostInASecond = 1000;

    private bool broken;
    private IDisposable? held;

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
        IDisposable? held = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(terminal.Opened(shown))!);
            FileStream? created = named is null ? New(ref shown, terminal) : null;
            string path = terminal.Opened(shown);
            held = LogLock.Take(path, shown);
            BenchLog? earlier = created is null && File.Exists(path) && new FileInfo(path).Length > 0 ? ToGoOnWith(shown, targets, inputs, terminal) : null;
            FileStream stream = created ?? new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, Buffered);
            CutDamagedEnd(stream);
            var writer = new EventLogWriter(stream);
            writer.Begin(session);
            return new LogStore { Shown = shown, Earlier = earlier, Writer = writer, Session = session, held = held };
        }
        catch (Exception problem)
        {
            held?.Dispose();
            if (problem is not (IOException or UnauthorizedAccessException)) throw;
            throw new CouldNotRunException("--log", $"'{shown}' cannot be written: {problem.Message}", "a file in a folder that can be written");
        }
    }

    private static BenchLog ToGoOnWith(string shown, IReadOnlyList<BenchTarget> targets, IReadOnlyDictionary<string, string> inputs, Terminal terminal)
    {
        if (LogFile.IsCompressed(terminal, shown)) throw new CouldNotRunException("--log", $"'{shown}' is compressed, and nothing can be appended to it", "the same log unpacked, or a log of its own");
        BenchLog earlier = LogFile.Read(terminal, shown);
        RefuseOthers(earlier, targets, inputs, shown);
        if (EarlierSettings.OfRule(earlier, inputs) is { } rule) terminal.Error.WriteLine($"sluice: note: levels that '{shown}' has already stay as they were measured, with {rule}");
        return earlier;
    }

    /// <summary>Two measurements that begin in one second have two logs.</summary>
    private static FileStream New(ref string shown, Terminal terminal)
    {
        string name = shown[..^".jsonl".Length];
        for (int number = 2; ; number++)
        {
            try
            {
                return new FileStream(terminal.Opened(shown), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, Buffered);
            }
            catch (IOException) when (number < MostInASecond && File.Exists(terminal.Opened(shown)))
            {
                shown = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.jsonl");
            }
        }
    }

    /// <summary>A log with this run of the command among its sessions.</summary>
    public BenchLog Completed(BenchLog log) => log with { Tool = log.Tool ?? Session.Tool, Command = log.Command ?? Session.Command, Sessions = [.. log.Sessions, Session] };

    /// <summary>Says why the log ends before the measurement did; what stands in its buffer is lost.</summary>
    public void Broke(IOException problem, Terminal terminal)
    {
        broken = true;
        terminal.Error.WriteLine($"sluice: --log: '{Shown}' cannot be written any more ({problem.Message}): the measurement stopped there, and the report is of what was measured until then");
    }

    public void Dispose()
    {
        try
        {
            Writer.Dispose();
        }
        catch (IOException) when (broken)
        {
            // It was said when it broke; closing writes the rest of the buffer once more.
        }
        finally
        {
            held?.Dispose();
        }
    }

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

    /// <summary>Levels are told apart by name and workload, so a log may hold no two servers or ways of asking under one name.</summary>
    private static void RefuseOthers(BenchLog earlier, IReadOnlyList<BenchTarget> targets, IReadOnlyDictionary<string, string> inputs, string shown)
    {
        if (EarlierSettings.OfRequests(earlier, inputs) is { } other) throw new CouldNotRunException("--log", $"'{shown}' was measured with {other}", "the settings of that log, or a log of its own");
        if (EarlierSettings.ChangedFile(earlier, inputs) is { } file) throw new CouldNotRunException("--log", $"'{file}' has changed since '{shown}' was measured with it: its levels would be of one name and of two contents", "the file as it was, or a log of its own");
        foreach (BenchTarget target in targets)
        {
            if (earlier.Servers.LastOrDefault(server => server.Backend == target.Backend) is { } known && known.Model != target.Model)
                throw new CouldNotRunException("--log", $"'{shown}' has measured {known.Model} under the name '{target.Backend}', not {target.Model}", "a log of its own for each model");
            if (inputs.ContainsKey("--url") && earlier.Servers.LastOrDefault(server => server.Backend == target.Backend)?.Url is { } url && url != target.Endpoint.BaseUrl.ToString())
                throw new CouldNotRunException("--log", $"'{shown}' has measured {url} under the name '{target.Backend}', not {target.Endpoint.BaseUrl}", "a log of its own for each server");
        }
    }
}
