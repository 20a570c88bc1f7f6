using System.Text.Json;
using Sluice.Bench.Servers;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Backends;

/// <summary>Asks a server how many calls it answers at the same time. llama.cpp says so (<c>/props</c>, <c>total_slots</c>), and so does Sluice's engine; vLLM and SGLang have no such number.</summary>
internal static class ServerSlots
{
    /// <summary>A server that knows the path answers in milliseconds; one that does not must not hold the run up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>Null when it does not say.</returns>
    public static async Task<int?> AskAsync(ModelEndpoint endpoint, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var side = new SideChannel(endpoint);
        return await side.GetJsonAsync("/props", limit.Token) is { } props && props.TryGetProperty("total_slots", out JsonElement slots)
            && slots.ValueKind == JsonValueKind.Number && slots.TryGetInt32(out int many) && many > 0 ? many : null;
    }
}
