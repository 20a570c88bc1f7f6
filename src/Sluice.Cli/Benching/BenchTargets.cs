using System.Text.Json;
using Sluice.Bench.Servers;
using Sluice.Cli.Backends;
using Sluice.Cli.Curves;
using Sluice.Cli.Problems;
using Sluice.Cli.Running;
using Sluice.Cli.Terminals;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Benching;

/// <summary>The backends that a measurement is about, opened; disposing stops engines that were started for it.</summary>
internal sealed class BenchTargets : IAsyncDisposable
{
    /// <summary>The configuration's default model is meant when none is named.</summary>
    private const string DefaultModel = "default";

    /// <summary>Of a server that stands in no configuration any model will do, when it offers just one.</summary>
    private const string AnyModel = "";

    private readonly List<OpenBackend> opened = [];

    public List<BenchTarget> All { get; } = [];

    /// <summary>Where what was measured of a backend is kept for runs; null for one that is not among them.</summary>
    public CurvePlace? PlaceOf(string backend) => All.FindIndex(target => target.Backend == backend) is >= 0 and var at ? CurvePlace.Of(opened[at]) : null;

    public static async Task<BenchTargets> OpenAsync(BenchRequest request, Terminal terminal, CancellationToken ct)
    {
        var targets = new BenchTargets();
        BackendPlanner planner = RunSession.Planner(request.Config, terminal);
        string?[] names = request.Backends.Count > 0 ? [.. request.Backends] : [null];
        try
        {
            foreach (string? name in names)
            {
                BackendPlan plan = planner.Plan(new ServerRequest { Url = request.Url, Model = request.Model, KeyEnv = request.KeyEnv, Backend = name }, request.Url is null ? DefaultModel : AnyModel, "--model")[0];
                OpenBackend open = await OpenBackend.OpenAsync(plan, request.Concurrencies.Max(), ct);
                targets.opened.Add(open);
                ModelEndpoint endpoint = request.Url is null ? open.Step.Endpoint : open.Step.Endpoint with { Headers = HeadersOf(request.Headers), ExtraBody = BodyOf(request.ExtraBody) };
                targets.All.Add(new BenchTarget(name ?? open.Step.Name, endpoint, open.Step.Model, !request.Completions));
            }
            return targets;
        }
        catch
        {
            await targets.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (OpenBackend open in opened) await open.DisposeAsync();
    }

    private static Dictionary<string, string>? HeadersOf(IReadOnlyList<string> typed)
    {
        if (typed.Count == 0) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in typed)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) throw new CouldNotRunException("--header", $"'{line}' is no header", "'Name: value'");
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
        return headers;
    }

    private static Dictionary<string, JsonElement>? BodyOf(string? typed)
    {
        if (typed is null) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(typed);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.Clone());
        }
        catch (JsonException problem)
        {
            throw new CouldNotRunException("--extra-body", $"is not JSON: {problem.Message.Split(" LineNumber:")[0].TrimEnd('.')}", "a JSON object, such as '{\"top_k\": 1}'");
        }
        throw new CouldNotRunException("--extra-body", "is no JSON object", "a JSON object, such as '{\"top_k\": 1}'");
    }
}
