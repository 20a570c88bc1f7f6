using Sluice.Cli.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Previewing;

namespace Sluice.Cli.Running.DryRuns;

/// <summary>Who would be asked, and how.</summary>
internal sealed record DryRunSetting(PipelineSpec Spec, StepSpec Step, OpenBackends Backends, KnownForm Form, RequestPreview Preview);
