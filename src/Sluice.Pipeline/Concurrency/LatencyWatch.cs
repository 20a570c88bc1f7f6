namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// How long calls take, those included that have not ended: the slowest end last, and a stalled server ends none. A few calls at
/// one level say little of its slowest, so calls at other levels count too, stretched by how much longer a call takes here.
/// </summary>
/// <param name="open">The calls in flight.</param>
/// <param name="curve">Says how long a call takes at a level: by Little's law as level by rate.</param>
internal sealed class LatencyWatch(OpenCalls open, LevelCurve curve)
{
    const int Window = 700;     // calls: enough for a p99
    const int LeastBeyond = 3;  // calls that must be longer than what is said of the slowest
    const int LeastSteps = 8;   // calls from which a tail may be guessed
    const double Wider = 6;     // the guess leans on the tail beyond which so many times as many calls lie
    const double MostBeyond = 2.5;
    const double Top = 0.01;
    const double MostStretch = 1.5; // power of the levels' ratio: the rate falls by the root of what is added

    readonly Call[] recent = new Call[Window];
    int count, next, era, before;
    TimeSpan ignored = TimeSpan.MinValue;
    TimeSpan seenFrom = TimeSpan.MinValue; // calls that ended earlier are forgotten
    TimeSpan? warm;

    /// <summary>Calls that ended, at most the last 700.</summary>
    public int Ended => count;

    /// <param name="now">When the call ended.</param>
    public void Add(TimeSpan now, TimeSpan latency, int level)
    {
        warm ??= now;
        if (now - latency < warm) return; // the first of all may have waited for a server that was just started
        if (count == Window) seenFrom = recent[next].At;
        recent[next] = now - latency < ignored ? new Call(now, latency.TotalSeconds, before, era - 1) : new Call(now, latency.TotalSeconds, level, era);
        next = (next + 1) % Window;
        count = Math.Min(count + 1, Window);
    }

    /// <summary>Another level begins.</summary>
    /// <param name="ignoreBefore">Calls that began before say nothing of this level: they suffered from a higher one.</param>
    /// <param name="from">The level until now.</param>
    public void Begin(TimeSpan ignoreBefore, int from) => (era, ignored, before) = (era + 1, ignoreBefore, from);

    /// <summary>The longest time of any call at this level, ended or not, seconds; 0 before the first.</summary>
    public double Longest(TimeSpan now)
    {
        var longest = open.Oldest(ignored, now);
        foreach (var call in Recent) longest = Math.Max(longest, call.Era == era ? call.Seconds : 0);
        return longest;
    }

    /// <summary>Whether more than one call in a hundred at this level takes longer, and not by the accident of two.</summary>
    public bool HasSlow(double seconds, TimeSpan now)
    {
        var (slow, all) = (open.CountOlder(ignored, seconds, now), open.Count);
        foreach (var call in Recent)
        {
            if (call.Era != era) continue;
            all++;
            if (call.Seconds > seconds) slow++;
        }

        return slow >= LeastBeyond && slow > Top * all;
    }

    /// <summary>
    /// A quantile of the time of all calls, seconds: Kaplan and Meier 1958, those in flight being known to take longer than their
    /// age. What lies beyond all but the last few is guessed as of a lognormal with such a tail. Null before the first.
    /// </summary>
    public double? Quantile(double share, int level, TimeSpan now) => At(share, level, now).Seconds;

    /// <summary>The share of calls of which it is known how long they take; the others have been going for longer than any that ended.</summary>
    public double KnownShare(int level, TimeSpan now) => At(1, level, now).Known;

    /// <summary>
    /// Of a call that began before the ones remembered it is known only that it took longer than until then: at a high level those in flight would
    /// else be compared with the few that ended last, and look far too slow (delayed entry, Kaplan and Meier with left truncation).
    /// </summary>
    (double? Seconds, double Known) At(double share, int level, TimeSpan now)
    {
        var scale = SecondsAt(level);
        var (ended, entries, going) = (new double[count], new List<double>(count + open.Count), new List<double>(open.Count));
        for (var i = 0; i < count; i++)
        {
            var call = recent[i];
            var stretch = Stretch(call.Level, level, scale);
            ended[i] = call.Seconds * stretch;
            entries.Add(stretch * Unseen(call.Seconds, call.At));
        }

        foreach (var age in open.Ages(ignored, now)) Going(age, 1);
        if (open.CountAfter(ignored) is var fresh && fresh < open.Count)
        {
            var stretch = Stretch(before, level, scale);
            foreach (var age in open.Ages(TimeSpan.MinValue, now).Skip(fresh)) Going(age, stretch);
        }

        Array.Sort(ended);
        entries.Sort();
        going.Sort();
        if (count == 0) return (going.Count == 0 ? null : going[^1], 0);

        var (alive, younger, entered) = (1.0, 0, 0);
        var steps = new List<(double Seconds, double Share)>();
        for (var i = 0; i < ended.Length; i++)
        {
            while (younger < going.Count && going[younger] < ended[i]) younger++;
            while (entered < entries.Count && entries[entered] < ended[i]) entered++;
            var atRisk = entered - i - younger;
            if (atRisk < 1) continue; // of several that ended at the same time
            alive *= 1 - 1.0 / atRisk;
            if (atRisk <= LeastBeyond) continue;
            if (alive <= 1 - share) return (ended[i], share);
            steps.Add((ended[i], 1 - alive));
        }

        var longest = Math.Max(ended[^1], going.Count > 0 ? going[^1] : 0);
        if (steps.Count < LeastSteps) return (longest, 1 - alive);
        var sure = steps[^1];
        var inner = steps.Find(step => step.Share >= Math.Max(0.5, 1 - Wider * (1 - sure.Share)));
        var deviations = Deviations(sure.Share) - Deviations(inner.Share);
        var beyond = deviations > 0 ? Math.Pow(sure.Seconds / inner.Seconds, (Deviations(share) - Deviations(sure.Share)) / deviations) : 1;
        return (Math.Max(longest, sure.Seconds * Math.Min(beyond, MostBeyond)), 1 - alive);

        void Going(double age, double stretch)
        {
            going.Add(age * stretch);
            entries.Add(stretch * Unseen(age, now));
        }
    }

    /// <summary>How long a call had been going when the memory begins, seconds; 0 where all of it is remembered.</summary>
    double Unseen(double seconds, TimeSpan end) => seenFrom == TimeSpan.MinValue ? 0 : Math.Max(0, seconds - (end - seenFrom).TotalSeconds);

    /// <summary>Standard deviations of a normal distribution below which a share lies, by Tukey's lambda of 0.14, to 0.02 up to the p99 (Joiner and Rosenblatt 1971).</summary>
    static double Deviations(double share) => 4.91 * (Math.Pow(share, 0.14) - Math.Pow(1 - share, 0.14));

    ReadOnlySpan<Call> Recent => recent.AsSpan(0, count);

    /// <summary>How many times as long a call takes at one level as at another, as the rates say. Rates that say more than that the levels differ are wrong themselves.</summary>
    double Stretch(int from, int to, double scale)
    {
        if (from == to) return 1;
        var most = Math.Pow(Math.Max(from, to) / (double)Math.Min(from, to), MostStretch);
        return from < to ? Math.Clamp(scale / SecondsAt(from), 1, most) : Math.Clamp(scale / SecondsAt(from), 1 / most, 1);
    }

    double SecondsAt(int level) => curve.RateAt(level) is { } rate ? level / rate : 1;

    /// <param name="At">When it ended.</param>
    /// <param name="Level">At which it began or, on the way up, ended.</param>
    /// <param name="Era">Which of the levels gone to; it is counted anew with each.</param>
    readonly record struct Call(TimeSpan At, double Seconds, int Level, int Era);
}
