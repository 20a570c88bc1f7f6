namespace Sluice.Pipeline.Running.Limits;

/// <summary>What a call of one step takes, from those that ended lately. Safe from several threads.</summary>
internal sealed class SpendingGuess
{
    const double Weight = 0.1; // of the newest call: about ten calls are remembered

    readonly Lock gate = new();
    double tokens, cost;
    bool any, hasCost;

    /// <summary>Null before a call was counted by its server.</summary>
    public Spending? Lately
    {
        get
        {
            lock (gate) return any ? new Spending((long)Math.Ceiling(tokens), hasCost ? (decimal)cost : null) : null;
        }
    }

    public void Learn(Spending call)
    {
        lock (gate)
        {
            tokens = any ? tokens + (Weight * (call.Tokens - tokens)) : call.Tokens;
            if (call.Cost is { } paid) cost = hasCost ? cost + (Weight * ((double)paid - cost)) : (double)paid;
            (any, hasCost) = (true, hasCost || call.Cost is not null);
        }
    }
}
