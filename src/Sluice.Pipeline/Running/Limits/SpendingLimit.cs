using System.Globalization;
using Sluice.Pipeline.Configuration;

namespace Sluice.Pipeline.Running.Limits;

/// <summary>
/// Pauses a run that has spent what it may, earlier invocations included. Near a ceiling a call is made only when those in flight are expected to leave
/// room for it, so that hundreds in flight do not end far above it.
/// </summary>
internal sealed class SpendingLimit(LimitsSpec spec, RunStop stop)
{
    /// <summary>Calls at once while nobody knows what one takes: enough to learn it, few enough to be no harm.</summary>
    public const int Unmeasured = 8;

    readonly Lock gate = new();
    readonly bool any = spec is not { Tokens: null, Cost: null };
    Spending earlier = Spending.Nothing, now = Spending.Nothing; // in earlier invocations, in this one
    Spending expected = Spending.Nothing; // of the calls in flight
    int inFlight, unmeasured; // of those, begun while nobody knew what a call takes
    int uncounted; // answers without usage, while none came with it
    TaskCompletionSource? changed; // only while somebody waits

    /// <summary>
    /// Sets aside what a call is expected to take; to be given back when it has ended. Null, and the run stops, when nothing may be spent any more; until
    /// then it waits for the calls in flight that may spend the rest.
    /// </summary>
    public async ValueTask<OpenSpending?> TakeAsync(SpendingGuess guess, CancellationToken ct)
    {
        if (!any) return OpenSpending.Unlimited;
        while (true)
        {
            string? message;
            Task again;
            lock (gate)
            {
                message = Passed();
                var one = guess.Lately;
                if (message is null && HasRoomFor(one))
                {
                    inFlight++;
                    if (one is { } set) expected += set;
                    else unmeasured++;
                    return new OpenSpending(one);
                }

                again = (changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (message is not null)
            {
                stop.Because(message);
                return null;
            }

            await again.WaitAsync(ct);
        }
    }

    /// <summary>What earlier invocations have spent.</summary>
    public void AddEarlier(Spending one)
    {
        lock (gate) earlier += one;
    }

    /// <summary>A call is over, or was not made.</summary>
    public void Ended(OpenSpending one, Spending spent)
    {
        if (!any) return;
        lock (gate)
        {
            inFlight--;
            now += spent;
            if (one.Expected is { } set) expected = new Spending(expected.Tokens - set.Tokens, expected.Cost - set.Cost);
            else unmeasured--;
            if (inFlight == 0) expected = Spending.Nothing; // where a cost was not known
            changed?.SetResult();
            changed = null;
        }
    }

    /// <summary>An answer came without usage, as all did until now. A few are no harm; a run whose server never counts would spend without end.</summary>
    public void Uncounted(string backend)
    {
        if (!any) return;
        lock (gate)
        {
            if (++uncounted < Unmeasured) return;
        }

        var limit = spec.Tokens is null ? "limits.cost" : "limits.tokens";
        stop.Because($"{limit} is set, but the backend '{backend}' answers without usage, so that nobody knows what the run spends: let the server report usage, or take the limit away to go on");
    }

    bool HasRoomFor(Spending? one)
    {
        if (inFlight == 0) return true;
        if (one is not { } known) return inFlight < Unmeasured;
        var after = earlier + now + expected + new Spending(known.Tokens * (1 + unmeasured), known.Cost * (1 + unmeasured));
        return !(after.Tokens > spec.Tokens) && !(after.Cost > spec.Cost);
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
