using System.Buffers;
using System.Text.Json;

namespace Sluice.Bench.Events.Files;

/// <summary>Appends to a log as things happen, a JSON object a line. Safe to call from several threads; a line is whole or missing.</summary>
public sealed class EventLogWriter(Stream output) : IDisposable
{
    /// <summary>The format's version; a reader refuses one it does not know.</summary>
    public const int Version = 1;

    readonly Lock _gate = new();
    readonly ArrayBufferWriter<byte> _line = new(1 << 14); // used again for each line
    readonly Utf8JsonWriter _json = new(Stream.Null);

    /// <summary>Each session (a run of the command) has a head line; its clock begins anew.</summary>
    public void Begin(LogSession session) => Write(new LogLine { SluiceEvents = Version, Started = session.Started, Tool = session.Tool, Command = session.Command, Inputs = session.Inputs, Client = session.Client });

    public void Server(LogServer server) => Write(new LogLine { Server = server });

    public void Level(int number, LevelPlan plan) => Write(new LogLine { Level = number, Plan = plan });

    public void Request(int level, RequestEvents request)
    {
        lock (_gate)
        {
            Begin();
            RequestLine.Write(_json, level, request);
            End();
        }
    }

    /// <summary>From here on the level counts as measured; the file holds all of it.</summary>
    public void End(int level, LevelEnd end)
    {
        Write(new LogLine { Level = level, End = end });
        output.Flush();
    }

    public void Write(BenchLog log)
    {
        foreach (var session in log.Sessions.DefaultIfEmpty(new LogSession { Started = log.Started ?? DateTimeOffset.UnixEpoch, Tool = log.Tool ?? "sluice", Command = log.Command })) Begin(session);
        foreach (var server in log.Servers) Server(server);
        foreach (var level in log.Levels)
        {
            Level(level.Number, level.Plan);
            foreach (var request in level.Requests) Request(level.Number, request);
            if (level.End is { } end) End(level.Number, end);
        }
    }

    public void Flush()
    {
        lock (_gate) output.Flush();
    }

    public void Dispose()
    {
        _json.Dispose();
        output.Dispose();
    }

    void Write(LogLine line)
    {
        lock (_gate)
        {
            Begin();
            JsonSerializer.Serialize(_json, line, LogJson.Default.LogLine);
            End();
        }
    }

    void Begin()
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
    }

    void End()
    {
        _json.Flush();
        _line.Write("\n"u8);
        output.Write(_line.WrittenSpan);
    }
}
