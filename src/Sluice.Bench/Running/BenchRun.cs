using System.Globalization;
using Sluice.Bench.Canaries;
using Sluice.Bench.Clocks;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Bench.Loading;
using Sluice.Bench.Measures;
using Sluice.Bench.Requests;
using Sluice.Bench.Servers;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Bench.Running;

/// <summary>Measures a plan level by level, with a canary and the server's metrics beside each, and writes all of it down as it happens.</summary>
/// <param name="log">The store: what is in it need not be measured again. Null keeps nothing.</param>
public sealed class BenchRun(BenchPlan plan, TimeProvider time, EventLogWriter? log, BenchWatcher watcher)
{
    /// <summary>Numbers of prompts that a level may use; the next level's begin behind them.</summary>
    const long NoncesPerLevel = 1 << 22;

    /// <summary>Texts that a server's tokenizer counts after a level, when nobody counted: enough to know tokens per chunk, few enough to be quick.</summary>
    const int MostCountedTexts = 200;

    /// <summary>A killed process loses no more of its log than this.</summary>
    static readonly TimeSpan LongestUnwritten = TimeSpan.FromSeconds(1);

    BenchClock _clock = new(time);

    /// <summary>Sessions begin at different numbers, so that a second one's prompts are not found in a cache.</summary>
    readonly long _firstNonce = time.GetUtcNow().ToUnixTimeSeconds() % 1024 << 26;
    readonly Lock _logging = new();
    Action _halt = static () => { };
    long _flushedAt;
    int _nextId = 1;

    /// <summary>Why the log could not be written to its end; the measurement then stopped there. Null when it could.</summary>
    public IOException? LogFailure { get; private set; }

    /// <param name="earlier">What the log held before; its whole levels are skipped.</param>
    /// <returns>Everything, the earlier levels included, and the servers that could not be asked.</returns>
    public async Task<(BenchLog Log, IReadOnlyList<(BenchTarget Target, Failure Failure)> Unreached)> RunAsync(BenchLog? earlier, CancellationToken ct)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var stop = stopping.Token;
        _halt = stopping.Cancel;
        using var fine = time == TimeProvider.System ? new FineTime() : null;
        _clock = new BenchClock(fine ?? time);
        var (levels, servers, unreached) = (new List<LevelLog>(earlier?.Levels ?? []), new List<LogServer>(earlier?.Servers ?? []), new List<(BenchTarget, Failure)>());
        _nextId = 1 + levels.SelectMany(level => level.Requests).Select(request => request.Id).DefaultIfEmpty(0).Max();
        var known = new Dictionary<BenchTarget, OpenTarget?>();
        try
        {
            for (var i = 0; i < plan.Levels.Count && !stop.IsCancellationRequested; i++)
            {
                var level = plan.Levels[i];
                if (levels.Any(done => done.Plan == level && done.IsWhole))
                {
                    watcher.Skipped(level);
                    continue;
                }

                var target = plan.Targets.First(each => each.Backend == level.Backend);
                if (!known.TryGetValue(target, out var open)) known[target] = open = await OpenAsync(target, servers, unreached, stop).ConfigureAwait(false);
                if (open is null) continue;
                if (levels.LastOrDefault(begun => begun.Plan == level) is { } partly)
                    watcher.Notice(string.Create(CultureInfo.InvariantCulture, $"{level}: the log has {partly.Measured.Count:#,0} requests of it from a try that {(partly.End?.Why == EndReason.Failing ? "failed" : "was interrupted")}; they stay there, and the level is measured anew"));
                watcher.Began(level, i + 1, plan.Levels.Count);
                var measured = await MeasureAsync(open, level, number: levels.Count + 1, stop).ConfigureAwait(false);
                levels.Add(measured);
                watcher.Ended(LevelFigures.Of(measured));
            }
        }
        finally
        {
            foreach (var open in known.Values) open?.Dispose();
        }

        return (new BenchLog { Started = earlier?.Started ?? time.GetUtcNow(), Tool = earlier?.Tool, Command = earlier?.Command, Sessions = earlier?.Sessions ?? [], Servers = servers, Levels = levels }, unreached);
    }

    async Task<OpenTarget?> OpenAsync(BenchTarget target, List<LogServer> servers, List<(BenchTarget, Failure)> unreached, CancellationToken stop)
    {
        var open = new OpenTarget(target, new ModelClient(target.Endpoint, target.Handler, time), new SideChannel(target.Endpoint, target.Handler));
        if (!plan.Probe)
        {
            open.Facts = new ServerFacts(new LogServer { Backend = target.Backend, Url = target.Endpoint.BaseUrl.ToString(), Model = target.Model, Endpoint = target.Chat ? "chat" : "completions", LatencyMode = "none" }, OutputFields.Wished, PromptFit.Unknown);
        }
        else
        {
            var (facts, failure) = await new ServerProbe(target, open.Client, open.Side, _clock, plan.Seed).LearnAsync(stop).ConfigureAwait(false);
            if (facts is null)
            {
                open.Dispose();
                if (!stop.IsCancellationRequested) unreached.Add((target, failure!));
                return null;
            }

            open.Facts = facts;
        }

        servers.Add(open.Facts.Log);
        Log(log => log.Server(open.Facts.Log));
        watcher.Learnt(target, open.Facts);
        return open;
    }

    async Task<LevelLog> MeasureAsync(OpenTarget open, LevelPlan level, int number, CancellationToken stop)
    {
        Log(log => log.Level(number, level));
        var (texts, gate) = (new Dictionary<int, string>(), new Lock());
        var runner = new LevelRunner(new RequestSender(open.Client, _clock), SourceOf(open, level, number), level, plan.Rule, _nextId, Keep, watcher.Progress, Remember, unchecked(plan.Seed * 7919 + number));
        var metrics = await MetricsWatch.BeginAsync(open.Side, time, stop).ConfigureAwait(false);
        var canary = await Canary.BeginAsync(_clock.Time, CancellationToken.None).ConfigureAwait(false);
        var (why, until) = await runner.RunAsync(level.Load == LoadKind.Trace ? [.. plan.Trace!.Entries.Select(entry => entry.At)] : null, stop).ConfigureAwait(false);
        var health = await canary.EndAsync().ConfigureAwait(false);
        var load = metrics is null ? null : await metrics.EndAsync(CancellationToken.None).ConfigureAwait(false);
        _nextId = runner.NextId;
        if (texts.Count > 0) await CountAsync(open, number, runner.Requests, texts, stop).ConfigureAwait(false);

        var end = new LevelEnd { Why = why, HeldUntil = until, Client = health, Server = load };
        Log(log => log.End(number, end));
        return new LevelLog { Number = number, Plan = level, Requests = runner.Requests, End = end };

        void Keep(RequestEvents request) => Log(log => log.Request(number, request));

        void Remember(int id, string text)
        {
            lock (gate)
            {
                if (texts.Count < MostCountedTexts) texts.Add(id, text);
            }
        }
    }

    /// <summary>A log that cannot be written any more ends the measurement: what was measured so far is kept, and said.</summary>
    void Log(Action<EventLogWriter> write)
    {
        lock (_logging)
        {
            if (log is null || LogFailure is not null) return;
            try
            {
                write(log);
                if (time.GetElapsedTime(_flushedAt) < LongestUnwritten) return;
                log.Flush();
                _flushedAt = time.GetTimestamp();
            }
            catch (IOException problem)
            {
                LogFailure = problem;
            }
        }

        if (LogFailure is not null) _halt();
    }

    RequestSource SourceOf(OpenTarget open, LevelPlan level, int number)
    {
        if (plan.Records is not null) return plan.Records(open.Target);
        var first = _firstNonce + number * NoncesPerLevel;
        if (level.Load != LoadKind.Trace) return Made(level, first, plan.Jitter);
        return new TraceSource(plan.Trace!, (entry, i) => Made(level with { Prompt = entry.Prompt, Output = entry.Output }, first + 2L * i, 0));

        PromptSource Made(LevelPlan lengths, long nonce, double jitter) =>
            new(lengths, open.Target.Model, open.Facts.Fit, jitter, open.Target.Chat, open.Facts.Fields, nonce, plan.Seed);
    }

    /// <summary>Asks the server's tokenizer about answers that nobody counted. Without one the chunks stay the estimate.</summary>
    async Task CountAsync(OpenTarget open, int number, PackedRequests requests, Dictionary<int, string> texts, CancellationToken stop)
    {
        var tokenizer = new Tokenizer(open.Side, open.Target.Model);
        for (var i = 0; i < requests.Count && !stop.IsCancellationRequested; i++)
        {
            if (!texts.TryGetValue(requests[i].Id, out var text)) continue;
            if (await tokenizer.CountAsync(text, stop).ConfigureAwait(false) is not { } count) return;
            var counted = requests[i] with { CountedTokens = count };
            requests.Replace(i, counted);
            Log(log => log.Request(number, counted));
        }
    }
}
