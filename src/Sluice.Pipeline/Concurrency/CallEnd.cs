namespace Sluice.Pipeline.Concurrency;

/// <summary>How a call ended, as far as concurrency is concerned.</summary>
public enum CallFate
{
    /// <summary>Answered, and the answer was accepted.</summary>
    Accepted,

    /// <summary>Answered or given up, without an accepted answer; its time counts, its tokens do not.</summary>
    Spent,

    /// <summary>The server had no room: 429, 503, overloaded.</summary>
    NoRoom,

    /// <summary>Says nothing of the server's speed: cancelled, refused by the network, a wrong key.</summary>
    Silent,
}

/// <param name="Latency">From sending to the end.</param>
/// <param name="OutputTokens">By the server's count; null when it gave none.</param>
public readonly record struct CallEnd(CallFate Fate, TimeSpan Latency, int? OutputTokens);
