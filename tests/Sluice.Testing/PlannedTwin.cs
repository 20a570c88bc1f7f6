using System.Text.Json;
using Sluice.Catalog;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Testing;

/// <summary>Starts twins whose answers a test chooses: a small model on fast hardware at a hundred times its speed, so that tokens come at once.</summary>
public static class PlannedTwin
{
    /// <summary>What it is asked for unless a test says otherwise.</summary>
    public const string Model = "scripted";

    /// <param name="plan">Called once per call; by default every answer is "ok".</param>
    /// <param name="key">When given, every call must carry it as a bearer token.</param>
    /// <param name="verbatim">Whether it says that it grounds x-verbatim strings itself.</param>
    /// <param name="owner">What it says in <c>owned_by</c>; null for Sluice itself.</param>
    public static Task<TwinServer> StartAsync(Func<Call, CallPlan>? plan = null, string? key = null, IReadOnlyList<string>? models = null, bool verbatim = false, string? owner = null)
    {
        var catalog = CatalogIndex.Load();
        var scenario = Scenario.Of(catalog, catalog.Model("smollm2-135m"), catalog.Machine("h100"), catalog.Topology("solo"));
        return TwinServer.StartAsync(scenario, new TwinServerOptions
        {
            Key = key,
            Speed = TwinServerOptions.MaxSpeed,
            ServedAs = models ?? [Model],
            OffersVerbatim = verbatim,
            OwnedBy = owner,
            Plan = plan ?? (_ => CallPlan.Says("ok")),
            KeepBodies = true,
        });
    }

    extension(Call call)
    {
        /// <summary>The request as it came.</summary>
        public JsonElement Json => JsonElement.Parse(call.Body!.Value.Span);

        /// <summary>The text of the last message, which is the rendered prompt of a chat; the prompt of a completion.</summary>
        public string LastMessage => call.Json.TryGetProperty("messages", out _) ? call.Messages[^1].Content : call.Json.GetProperty("prompt").GetString()!;

        /// <summary>All messages as role and content.</summary>
        public IReadOnlyList<(string Role, string Content)> Messages =>
            [.. call.Json.GetProperty("messages").EnumerateArray().Select(turn => (turn.GetProperty("role").GetString()!, turn.GetProperty("content").GetString()!))];
    }
}
