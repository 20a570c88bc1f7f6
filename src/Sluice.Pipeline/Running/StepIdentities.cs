using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Which results belong together, for each step of a pipeline: a step is another one when a step whose answers it uses is.</summary>
internal static class StepIdentities
{
    /// <param name="askedModel">The model that a step asks for, as its user named it.</param>
    public static IReadOnlyList<StepIdentity> Of(PipelineSpec spec, Func<StepSpec, string> askedModel)
    {
        var hashes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var identities = new List<StepIdentity>(spec.Steps.Count);
        foreach (var step in spec.Steps)
        {
            var config = StepConfig.Of(step, askedModel(step), [.. step.Uses.Select(name => (name, hashes[name]))]);
            hashes[step.Name] = StepConfig.HashOf(config);
            identities.Add(new StepIdentity { Run = spec.Name, Path = spec.Path, Step = step.Name, Config = config, ConfigHash = hashes[step.Name] });
        }

        return identities;
    }
}
