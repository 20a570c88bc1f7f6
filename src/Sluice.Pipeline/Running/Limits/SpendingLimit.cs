using System.Globalization;
using Sluice.Pipeline.Configuration;

namespace Sluice.Pipeline.Running.Limits;

/// <summary>Pauses a run that has spent what it may, earlier invocations included. Calls in flight are still finished, so that it may end a little above.</summary>
internal sealed class SpendingLimit(LimitsSpec spec, RunStop stop)
{
    readonly Lock gate = new();
    Spending earlier = Spending.Nothing, now = Spending.Nothing; // in earlier invocations, in this one

    /// <summary>False, and the run stops, when nothing may be spent any more.</summary>
    public bool MayCall()
    {
        string? message;
        lock (gate) message = Passed();
        if (message is null) return true;
        stop.Because(message);
        return false;
    }

    /// <summary>What earlier invocations have spent.</summary>
    public void AddEarlier(Spending one)
    {
        lock (gate) earlier += one;
    }

    public void Add(Spending call)
    {
        lock (gate) now += call;
    }

    string? Passed()
    {
        var spent = earlier + now;
        return spec switch
        {
            { Tokens: { } most } when spent.Tokens >= most => string.Create(CultureInfo.InvariantCulture,
                $"the run has spent {spent.Tokens:N0} tokens, {earlier.Tokens:N0} of them in earlier invocations; the limit is {most:N0} (limits.tokens): raise it to go on"),
            { Cost: { } most } when spent.Cost >= most => string.Create(CultureInfo.InvariantCulture,
                $"the run has cost {spent.Cost:0.####} USD, {earlier.Cost:0.####} of them in earlier invocations; the limit is {most:0.####} USD (limits.cost): raise it to go on"),
            _ => null,
        };
    }
}
