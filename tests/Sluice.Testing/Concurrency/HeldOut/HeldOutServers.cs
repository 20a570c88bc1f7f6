using System.Globalization;

namespace Sluice.Testing.Concurrency.HeldOut;

/// <summary>
/// Servers that nobody chose: each seed draws one, a law of its rate and something that happens on real servers. The controller is tried on some seeds
/// and judged on others.
/// </summary>
public static class HeldOutServers
{
    const double LongestAlone = 100; // seconds, of the longest answer: with more, no level keeps the limit

    /// <summary>What is drawn, one after the other by seed, so that each comes as often as any other.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "nothing else", "a cache that fills and preempts", "slots and a queue", "429 beyond a level", "a limit by the minute", "other tenants", "unequal answers",
        "noise", "records that change", "a slow start", "a restart", "slower with each that waits", "prompts are the work", "replicas", "a change of pace",
    ];

    /// <summary>The kind that a seed draws.</summary>
    public static string KindOf(int seed) => Kinds[seed % Kinds.Count];

    public static ServerProfile Draw(int seed)
    {
        var random = new Random(seed);
        var law = RateLaw.Draw(random);
        var drawn = Place(KindOf(seed), law, random);
        while (drawn.LongestSeconds(law) > LongestAlone) drawn = Place(KindOf(seed), law = RateLaw.Draw(random), random);
        return drawn.Profile with { Seed = seed };
    }

    /// <param name="Longest">Tokens of the longest answers.</param>
    sealed record Drawn(ServerProfile Profile, double Longest)
    {
        public double LongestSeconds(RateLaw law) => Longest / law.Rate(1);
    }

    static Drawn Place(string kind, RateLaw law, Random random)
    {
        var shortest = (int)RateLaw.LogEven(random, 20, 600);
        var longest = (int)(shortest * RateLaw.LogEven(random, 1.2, 4));
        var prompt = (int)RateLaw.LogEven(random, 200, 4000);
        // Reading the prompts takes a tenth to the half of what writing alone takes at best.
        var prefill = prompt / ((shortest + longest) / 2.0) * law.Rate(200) * RateLaw.LogEven(random, 2, 10);
        var most = longest;
        string? more = null;
        Func<FluidServer> server = () => new FluidServer(law.Rate) { Prefill = prefill };
        var profile = new ServerProfile("", server) { Prompt = prompt, Answers = AnswerLengths.Even(shortest, longest) };
        switch (kind)
        {
            case "a cache that fills and preempts":
                var cache = (prompt + longest) * RateLaw.LogEven(random, 6, 300);
                (profile, more) = (profile with { NewServer = () => new FluidServer(law.Rate) { Prefill = prefill, Cache = cache } }, Text($"a cache for about {cache / (prompt + longest):0}"));
                break;
            case "slots and a queue":
                var slots = (int)RateLaw.LogEven(random, 2, 500);
                (profile, more) = (profile with { NewServer = () => new FluidServer(law.Rate) { Prefill = prefill, Slots = slots } }, Text($"{slots} slots"));
                break;
            case "429 beyond a level":
                var room = (int)RateLaw.LogEven(random, 4, 500);
                var wait = random.Next(2) * random.Next(1, 20);
                (profile, more) = (profile with { NewServer = () => new FluidServer(law.Rate) { Prefill = prefill, Room = room }, RetryAfter = wait, MostUseful = 2 * room }, Text($"429 beyond {room}, Retry-After {(wait > 0 ? wait : "none")}"));
                break;
            case "a limit by the minute":
                // Between a tenth and all of what the server could do.
                var share = RateLaw.LogEven(random, 0.1, 1);
                var minute = share * law.Rate(300) / ((shortest + longest) / 2.0) * 60;
                var tokens = random.Next(2) == 0;
                var after = random.Next(2) * random.Next(1, 10);
                (profile, more) = (profile with { NewServer = () => tokens ? new FluidServer(law.Rate) { Prefill = prefill, TokensPerMinute = minute * (prompt + (shortest + longest) / 2.0) } : new FluidServer(law.Rate) { Prefill = prefill, RequestsPerMinute = minute }, RetryAfter = after, MostUseful = 512 },
                    Text($"{minute:0} {(tokens ? "records' tokens" : "requests")} a minute, Retry-After {(after > 0 ? after : "none")}"));
                break;
            case "other tenants":
                List<SecondTenant> tenants = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Tenant(random))];
                (profile, more) = (profile with { Tenants = tenants }, $"tenants: {string.Join("; ", tenants.Select(tenant => Text($"{tenant.Concurrency} from {tenant.From:0%} to {tenant.Until:0%}")))}");
                break;
            case "unequal answers":
                var sigma = 0.6 + 0.8 * random.NextDouble();
                most = (int)(shortest * Math.Exp(sigma * (1.5 + 1.5 * random.NextDouble())));
                (profile, more) = (profile with { Answers = random.Next(3) > 0 ? AnswerLengths.HeavyTailed(shortest, sigma, most) : AnswerLengths.Mixed(shortest, 0.5 + 0.45 * random.NextDouble(), most = shortest * random.Next(5, 20)) }, Text($"a tail to {most} tokens"));
                break;
            case "noise":
                var (calls, weather) = (random.NextDouble(), 0.15 * random.NextDouble());
                (profile, more) = (profile with { NewServer = () => new FluidServer(law.Rate) { Prefill = prefill, Unequal = calls, Weather = weather } }, Text($"calls unequal by {calls:0.00}, weather {weather:0%}"));
                break;
            case "records that change":
                var last = Math.Max(5, (int)(longest * RateLaw.LogEven(random, 0.15, 6)));
                most = Math.Max(last, longest) * 5 / 4;
                (profile, more) = (profile with { Answers = AnswerLengths.Ordered(longest, last, 20_000), IsNoisy = true }, Text($"answers from {longest} to {last} tokens"));
                break;
            case "a slow start":
                var (times, until, cold) = (RateLaw.LogEven(random, 1.3, 4), RateLaw.LogEven(random, 0.01, 0.15), random.Next(2) * random.Next(10, 90));
                (profile, more) = (profile with { Pace = new Pace(share => share >= until ? 1 : 1 + (times - 1) * (1 - share / until), until), ColdSeconds = cold }, Text($"{times:0.0} times as slow at first, warm at {until:0%}, {cold} s cold"));
                break;
            case "a restart":
                var restart = new Restart(0.1 + 0.8 * random.NextDouble(), RateLaw.LogEven(random, 10, 300));
                (profile, more) = (profile with { Restart = restart }, Text($"away for {restart.Seconds:0} s at {restart.At:0%}"));
                break;
            case "slower with each that waits":
                var (wide, drag) = ((int)RateLaw.LogEven(random, 8, 300), RateLaw.LogEven(random, 0.0003, 0.01));
                (profile, more) = (profile with { NewServer = () => new FluidServer(law.Rate) { Prefill = prefill, Slots = wide, QueueDrag = drag } }, Text($"{wide} slots, {drag:0.00%} slower with each that waits"));
                break;
            case "prompts are the work":
                var (large, few) = ((int)RateLaw.LogEven(random, 3000, 16_000), (int)RateLaw.LogEven(random, 5, 60));
                most = 3 * few;
                var reads = RateLaw.LogEven(random, 5000, 60_000);
                (profile, more) = (profile with { NewServer = () => new FluidServer(law.Rate) { Prefill = reads }, Prompt = large, Answers = AnswerLengths.Even(few, most) }, Text($"{large} prompt tokens at {reads:0} a second, {few} to {most} written"));
                break;
            case "replicas":
                var (count, slower, rule) = (random.Next(2, 5), 0.4 + 0.6 * random.NextDouble(), random.Next(3));
                (profile, more) = (profile with { NewServer = () => Replicas(law, prefill, count, slower, rule) }, Text($"{count} replicas, the last {slower:0.0} times as fast, {(rule == 0 ? "least loaded" : rule == 1 ? "in turn" : "by chance")}"));
                break;
            case "a change of pace":
                var (begins, ends, factor) = (0.1 + 0.4 * random.NextDouble(), random.Next(2) == 0 ? 1 : 0.6 + 0.3 * random.NextDouble(), RateLaw.LogEven(random, 0.5, 2.5));
                (profile, more) = (profile with { Pace = new Pace(share => share >= begins && share < ends ? factor : 1, ends < 1 ? ends : begins) }, Text($"{factor:0.0} times as long from {begins:0%} to {ends:0%}"));
                break;
        }

        var lengths = kind is "unequal answers" or "records that change" or "prompts are the work" ? "" : Text($"; {shortest} to {longest} tokens");
        return new Drawn(profile with { Name = $"{law.Name}{lengths}{(more is null ? "" : $"; {more}")}" }, most);
    }

    static SecondTenant Tenant(Random random)
    {
        var from = 0.8 * random.NextDouble();
        return new SecondTenant(from, (int)RateLaw.LogEven(random, 4, 100), random.Next(2) == 0 ? 1 : from + (0.95 - from) * random.NextDouble());
    }

    static FluidRouter Replicas(RateLaw law, double prefill, int count, double slower, int rule)
    {
        var (next, random) = (0, new Random(count));
        FluidServer[] all = [.. Enumerable.Range(0, count).Select(i => new FluidServer(n => law.Rate(n) * (i == count - 1 ? slower : 1)) { Prefill = prefill })];
        return new FluidRouter(all, replicas => rule switch
        {
            0 => Enumerable.Range(0, count).MinBy(i => replicas[i].Held),
            1 => next++ % count,
            _ => random.Next(count),
        });
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
