using Sluice.Cli.Backends;
using Sluice.Cli.Configuration;

namespace Sluice.Cli.Curves;

/// <summary>Whose curve it is: a backend by its name and where that leads today, and a model on it.</summary>
/// <param name="Address">What a curve of another day has to name too, or it is of another server.</param>
internal sealed record CurvePlace(string Backend, string Model, string Address)
{
    public static CurvePlace Of(OpenBackend backend) => new(backend.Step.Name, backend.Step.Model, backend.Config switch
    {
        // The engine's port is a new one each time, and what it does an hour depends on the machine.
        BackendConfig.Embedded engine => FormattableString.Invariant($"embedded engine, {Path.GetFileName(engine.ModelPath)}, {Environment.ProcessorCount} cores"),
        _ => backend.Step.Endpoint.BaseUrl.ToString(),
    });
}
