using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Backends;

/// <summary>Decides where to ask: options first, then the configuration. Reads no network.</summary>
/// <param name="config">Loaded only when the options do not name a URL: such a run needs no file.</param>
internal sealed class BackendPlanner(Func<SluiceConfig> config, Func<string, string?> environment)
{
    /// <param name="stepModel">The model that the pipeline's step names.</param>
    /// <param name="stepPlace">Where it does so, for messages.</param>
    /// <returns>At least one: all backends of the model, unless an option names where to ask.</returns>
    public IReadOnlyList<BackendPlan> Plan(ServerRequest request, string stepModel, string stepPlace)
    {
        if (request.Url is { } url) return [PlanUrl(request, url, stepModel)];
        if (request.KeyEnv is not null)
            throw new CouldNotRunException("--key-env", "is the key for --url, which is missing; keys of backends stand in sluice.yaml", "--url URL beside it");

        string name = request.Model ?? stepModel;
        string place = request.Model is null ? stepPlace : "--model";
        SluiceConfig known = config();
        return request.Backend is { } backend ? [PlanBackend(known, backend, request.Model, name, place)] : PlanModel(known, name, place);
    }

    private BackendPlan PlanUrl(ServerRequest request, string text, string stepModel)
    {
        if (request.Backend is not null) throw new CouldNotRunException("--backend", "cannot stand beside --url", "one of them");
        if (!BaseUrl.TryRead(text, out Uri? url)) throw new CouldNotRunException("--url", BaseUrl.Wrong(text), BaseUrl.Allowed);
        var remote = new BackendConfig.Remote(url.Authority, url) { Key = request.KeyEnv is { } variable ? KeyFrom(variable) : null };
        return new BackendPlan(remote, request.Model, stepModel, "--model")
        {
            KeyPlace = request.KeyEnv is { } named ? $"--key-env {named}" : "--key-env",
        };
    }

    private Secret KeyFrom(string variable) => environment(variable) switch
    {
        { Length: > 0 } key => new Secret(key),
        "" => throw new CouldNotRunException("--key-env", $"the environment variable {variable} is empty"),
        _ => throw new CouldNotRunException("--key-env", $"the environment variable {variable} is not set", "the name of a variable that holds the key, not the key itself"),
    };

    private static BackendPlan PlanBackend(SluiceConfig known, string backend, string? asked, string name, string place)
    {
        if (!known.Backends.TryGetValue(backend, out BackendConfig? config))
        {
            throw new CouldNotRunException("--backend", $"{known.Place} has no backend '{backend}'{Nearest.Hint(backend, known.Backends.Keys)}",
                string.Join(", ", known.Backends.Keys));
        }
        // A name the configuration gives to another backend may still be one that this server knows: the server decides.
        ModelPlace? on = known.FindModel(name)?.On.FirstOrDefault(candidate => candidate.Backend == backend);
        return on is null
            ? new BackendPlan(config, asked, name, place) { KeyPlace = KeyPlaceOf(known, backend) }
            : new BackendPlan(config, on.As, name, $"{known.Place}: model '{name}'") { KeyPlace = KeyPlaceOf(known, backend), AskedAs = AskedAs(known, name) };
    }

    private static BackendPlan[] PlanModel(SluiceConfig known, string name, string place)
    {
        if (known.FindModel(name) is not { } model)
        {
            string[] names = [.. known.ModelNames];
            throw new CouldNotRunException(place, $"{known.Place} has no model '{name}'{Nearest.Hint(name, names)}",
                names.Length > 0 ? string.Join(", ", names) : "--backend NAME or --url URL, since it names no models");
        }
        return [.. model.On.Select(on => new BackendPlan(known.Backends[on.Backend], on.As, name, $"{known.Place}: model '{name}'")
        {
            KeyPlace = KeyPlaceOf(known, on.Backend),
            AskedAs = AskedAs(known, name),
        })];
    }

    /// <summary>
    /// The model's own name: an alias may lead elsewhere tomorrow. The built-in "default" means the bundled model, which a
    /// file's "default" need not, so there the name that the engine gives the model counts.
    /// </summary>
    private static string? AskedAs(SluiceConfig known, string name) => known.IsBuiltIn ? null : known.FindModel(name)!.Name;

    private static string KeyPlaceOf(SluiceConfig known, string backend) => $"{known.Place}: backends.{backend}.key";
}
