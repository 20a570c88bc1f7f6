using System.Text.Json;

namespace Sluice.Bench.Events.Files;

/// <summary>Reads a log back.</summary>
public static class EventLogReader
{
    /// <param name="file">Its name in messages.</param>
    /// <exception cref="EventLogException">With the line that is wrong. Only the last line may be damaged: that is where a killed process stopped writing.</exception>
    public static BenchLog Read(string file, TextReader input)
    {
        var reading = new Reading();
        var number = 0;
        (int Line, string Problem)? damaged = null;
        while (input.ReadLine() is { } line)
        {
            number++;
            if (damaged is { } wrong) throw new EventLogException($"{file}:{wrong.Line}: not a line of an event log: {wrong.Problem}");
            if (line.Length == 0) continue;
            try
            {
                reading.Take(JsonSerializer.Deserialize(line, LogJson.Default.LogLine) ?? throw new JsonException("null"));
            }
            catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException or OverflowException)
            {
                damaged = (number, problem.Message.Split(" Path:")[0].TrimEnd('.'));
            }
            catch (EventLogException problem)
            {
                throw new EventLogException($"{file}:{number}: {problem.Message}");
            }
        }

        if (!reading.Begun) throw new EventLogException($"{file}: not an event log: its first line has no \"sluice_events\"{(damaged is { } first ? $" ({first.Problem})" : "")}");
        return reading.ToLog();
    }

    /// <summary>What was read so far.</summary>
    sealed class Reading
    {
        readonly List<LogServer> _servers = [];
        readonly List<LogSession> _sessions = [];
        readonly SortedDictionary<int, (LevelPlan Plan, int Session, PackedRequests Requests, LevelEnd? End)> _levels = [];
        LogLine? _head;

        public bool Begun => _head is not null;

        public void Take(LogLine line)
        {
            if (line.SluiceEvents is { } version)
            {
                if (version != EventLogWriter.Version) throw new EventLogException($"the log has version {version}; allowed: {EventLogWriter.Version}");
                _head ??= line;
                _sessions.Add(new LogSession { Started = line.Started, Tool = line.Tool, Command = line.Command, Inputs = line.Inputs, Client = line.Client });
            }

            if (_head is null) throw new JsonException("the first line has no \"sluice_events\"");
            if (line.Server is { } server) _servers.Add(server);
            if (line.Level is not { } level) return;
            if (line.Plan is { } plan && !_levels.TryAdd(level, (plan, _sessions.Count - 1, new PackedRequests(), null))) throw new EventLogException($"level {level} begins twice");
            if (!_levels.TryGetValue(level, out var known)) throw new EventLogException($"level {level} has no plan before this line");
            if (line.Request is { } request) Add(known.Requests, request);
            if (line.End is { } end) _levels[level] = known with { End = end };
        }

        /// <summary>A request that stands twice was completed later, by tokens that were counted afterwards.</summary>
        static void Add(PackedRequests requests, RequestEvents request)
        {
            var known = request.CountedTokens is null ? -1 : requests.IndexOf(request.Id);
            if (known >= 0) requests.Replace(known, request);
            else requests.Add(request);
        }

        public BenchLog ToLog() => new()
        {
            Started = _head!.Started,
            Tool = _head.Tool,
            Command = _head.Command,
            Sessions = _sessions,
            Servers = _servers,
            Levels = [.. _levels.Select(level => new LevelLog { Number = level.Key, Plan = level.Value.Plan, Session = level.Value.Session, Requests = level.Value.Requests, End = level.Value.End })],
        };
    }
}
