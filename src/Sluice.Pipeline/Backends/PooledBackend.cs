using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Concurrency;
using Sluice.Protocol.Client;

namespace Sluice.Pipeline.Backends;

/// <summary>A backend while a run goes on: its connections, and what is known of it. What changes is guarded by the board's lock.</summary>
internal sealed class PooledBackend(StepBackend config, BackoffOptions backoff, Random random, TimeProvider time) : IDisposable
{
    readonly RateLimit? requests = config.RequestsPerMinute is { } rate ? new RateLimit(rate) : null;
    readonly RateLimit? tokens = config.TokensPerMinute is { } rate ? new RateLimit(rate) : null;
    TimeSpan closedUntil;

    public StepBackend Config => config;

    /// <summary>What to mend when the server refuses us for the key.</summary>
    public string KeyRemedy => Config.Endpoint.Key is null
        ? "no key was sent; --key-env NAME, or key: \"${env:NAME}\" of the backend in sluice.yaml, takes it from an environment variable"
        : "see that the environment variable it is taken from (--key-env NAME, or key: \"${env:NAME}\" of the backend in sluice.yaml) holds the right one";

    public ModelClient Client { get; } = new(config.Endpoint, time: time);

    public Breaker Breaker { get; } = new(backoff, random);

    /// <summary>Says how many calls may be open where nobody else does; null where somebody typed a number.</summary>
    public ConcurrencyController? Controller { get; set; }

    public int InFlight { get; private set; }

    /// <summary>Whether it was reached when the run began.</summary>
    public bool IsThere { get; set; }

    /// <summary>Whether the server is one of Sluice's own, which hold answers to <c>response_format</c>.</summary>
    public bool IsOurs { get; set; }

    /// <summary>Whether the server holds verbatim values to the text itself. Set before the first call.</summary>
    public bool Grounds { get; set; }

    /// <summary>"the backend 'gpu-1' at http://gpu-1:8000/v1", for messages.</summary>
    public string Shown => $"the backend '{config.Name}' at {config.Endpoint.BaseUrl}";

    /// <summary>What people are told of it.</summary>
    public OutageNews News => field ??= new OutageNews(Shown);

    /// <summary>When a call may begin; <see cref="TimeSpan.MaxValue"/> until another one ends.</summary>
    public TimeSpan ReadyAt => InFlight >= config.MaxInFlight || InFlight >= Controller?.Limit ? TimeSpan.MaxValue
        : new[] { closedUntil, Breaker.ReadyAt, requests?.NextAt ?? TimeSpan.Zero, tokens?.NextAt ?? TimeSpan.Zero }.Max();

    /// <summary>True when the call is a breaker's trial.</summary>
    public bool Begin(double expectedTokens, TimeSpan now)
    {
        InFlight++;
        requests?.Take(1, now);
        tokens?.Take(expectedTokens, now);
        return Breaker.Begin();
    }

    public void End() => InFlight--;

    public void CorrectTokens(double more) => tokens?.Correct(more);

    public void CloseUntil(TimeSpan end) => closedUntil = end > closedUntil ? end : closedUntil;

    public void Dispose() => Client.Dispose();
}
