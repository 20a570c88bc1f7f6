using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Pipeline;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Cli.Backends;

/// <summary>A backend that answered, with the model to ask for. Disposing it stops the engine, when it is one.</summary>
internal sealed class OpenBackend : IAsyncDisposable
{
    private readonly LoopbackEngine? engine;
    private readonly bool ownsEngine;

    private OpenBackend(LoopbackEngine? engine, bool ownsEngine) => (this.engine, this.ownsEngine) = (engine, ownsEngine);

    /// <summary>Where it is, as it was configured.</summary>
    public required BackendConfig Config { get; init; }

    public required StepBackend Step { get; init; }

    /// <summary>The model as the server lists it; null when it was not reached.</summary>
    public ServedModel? Served { get; private init; }

    /// <summary>For people: "laptop (embedded engine)" or "gpu-1 (http://gpu-1:8000/v1)".</summary>
    public required string Shown { get; init; }

    /// <summary>Why it may not answer yet, in a sentence for people; null when it was reached.</summary>
    public string? Away { get; private init; }

    /// <summary>Calls that an embedded engine answers at the same time; null for servers, which are asked how they are told.</summary>
    public int? Parallel => engine?.Parallel;

    /// <summary>Starts the engine when the plan names one, asks what is served, and picks the model.</summary>
    /// <param name="concurrency">Calls in flight, where the command line says so: an engine without a setting of its own makes room for them.</param>
    /// <param name="mayBeAway">Whether it may be out of reach for now.</param>
    /// <param name="running">Another backend on the same engine, which stays its owner; null starts one where the plan names it.</param>
    public static async Task<OpenBackend> OpenAsync(BackendPlan plan, int? concurrency, CancellationToken ct, bool mayBeAway = false, OpenBackend? running = null)
    {
        LoopbackEngine? engine = running?.engine ?? (plan.Config is BackendConfig.Embedded embedded ? await LoopbackEngine.StartAsync(embedded, concurrency, ct) : null);
        try
        {
            ModelEndpoint endpoint = engine?.Endpoint ?? EndpointOf((BackendConfig.Remote)plan.Config);
            using ModelClient client = ClientFor(endpoint, plan);
            string server = engine is null ? endpoint.BaseUrl.ToString() : $"the engine of backend '{plan.Config.Name}'";
            ModelListing listing = await client.ListModelsAsync(ct);
            bool isAway = mayBeAway && listing.Failure is { Reason: FailureReason.Transport or FailureReason.Timeout or FailureReason.Capacity };
            ServedModel? served = isAway ? null : ServedModelChoice.Pick(plan, listing, server);
            int? slots = engine?.Parallel ?? (isAway ? null : await ServerSlots.AskAsync(endpoint, ct));
            return new OpenBackend(engine, ownsEngine: running is null)
            {
                Config = plan.Config,
                Served = served,
                Step = StepOf(plan, endpoint, served?.Id ?? plan.Wanted ?? plan.Hoped) with { MaxInFlight = engine?.Parallel, Slots = slots, FirstToken = engine is null ? null : Timeout.InfiniteTimeSpan },
                Shown = engine is null ? $"{plan.Config.Name} ({server})" : $"{plan.Config.Name} (embedded engine)",
                Away = isAway ? $"the backend '{plan.Config.Name}' cannot be reached: {listing.Failure!.Detail}" : null,
            };
        }
        catch
        {
            if (engine is not null && running is null) await engine.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => ownsEngine && engine is not null ? engine.DisposeAsync() : ValueTask.CompletedTask;

    private static StepBackend StepOf(BackendPlan plan, ModelEndpoint endpoint, string model)
    {
        var remote = plan.Config as BackendConfig.Remote;
        return new StepBackend
        {
            Name = plan.Config.Name,
            Endpoint = endpoint,
            Model = model,
            AskedAs = plan.AskedAs,
            Form = remote?.Form,
            Price = remote?.Price,
            RequestsPerMinute = remote?.RequestsPerMinute,
            TokensPerMinute = remote?.TokensPerMinute,
        };
    }

    private static ModelEndpoint EndpointOf(BackendConfig.Remote remote) =>
        new() { BaseUrl = remote.Url, Key = remote.Key, Headers = remote.Headers, ExtraBody = remote.ExtraBody };

    private static ModelClient ClientFor(ModelEndpoint endpoint, BackendPlan plan)
    {
        try
        {
            return new ModelClient(endpoint);
        }
        catch (ArgumentException unfit)
        {
            throw new CouldNotRunException(plan.KeyPlace, unfit.Message.Split(" (Parameter")[0]);
        }
    }
}
