using System.Globalization;

namespace Sluice.Pipeline.Backends;

/// <summary>
/// How long a first token may be away, learnt from those that came: a minute until 200 were seen, then five times their p99 and at least
/// five seconds. When more than one in twenty of the last 200 calls pass it, the server has become slower, and it is learnt anew.
/// </summary>
/// <param name="patient">The limit while it is learnt.</param>
internal sealed class FirstTokenLimit(TimeSpan patient)
{
    public const int Enough = 200;    // first tokens; below 130 a p99 says nothing (DESIGN: minimum n)
    const int Window = 2_000;         // first tokens remembered: one in a hundred of them are twenty
    const int Relearn = 100;          // first tokens between two looks: sorting them costs little then
    const int Factor = 5, MostPassed = Enough / 20;

    static readonly TimeSpan least = TimeSpan.FromSeconds(5);

    readonly List<TimeSpan> seen = [];
    readonly Queue<bool> passed = new(); // of the last calls, whether each passed the limit
    int next, fresh, passes;
    TimeSpan? p99;

    public TimeSpan Current => p99 is { } known ? TimeSpan.FromTicks(Math.Max(least.Ticks, Factor * known.Ticks)) : patient;

    /// <summary>Where the limit comes from, for messages.</summary>
    public string Why => p99 is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"the larger of {least.TotalSeconds:0} s and {Factor} times {known.TotalSeconds:0.##} s, the p99 of the last {seen.Count}")
        : $"until {Enough} were seen";

    public void Seen(TimeSpan firstToken)
    {
        Note(false);
        if (seen.Count < Window) seen.Add(firstToken);
        else seen[next++ % Window] = firstToken;
        if (seen.Count < Enough || (p99 is not null && ++fresh < Relearn)) return;
        fresh = 0;
        TimeSpan[] sorted = [.. seen.Order()];
        p99 = sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1]; // nearest rank
    }

    public void Passed()
    {
        Note(true);
        if (p99 is null || passes <= MostPassed) return;
        seen.Clear();
        passed.Clear();
        (next, passes, p99) = (0, 0, null);
    }

    void Note(bool one)
    {
        passed.Enqueue(one);
        if (one) passes++;
        if (passed.Count > Enough && passed.Dequeue()) passes--;
    }
}
