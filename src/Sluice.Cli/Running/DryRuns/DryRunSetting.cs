using Sluice.Cli.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Previewing;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Running.DryRuns;

/// <summary>Who would be asked, and how.</summary>
internal sealed record DryRunSetting(PipelineSpec Spec, StepSpec Step, OpenBackends Backends, KnownForm Form, RequestPreview Preview)
{
    /// <summary>Whether answers would come as streams; those of a batch file never do.</summary>
    public bool Streams => Preview.Streams && !Step.IsBatch;

    /// <summary>What would be sent, byte for byte.</summary>
    public ReadOnlyMemory<byte> BodyOf(PreviewedRequest request)
    {
        if (request.Body is { } body) return body;
        using var client = new ModelClient(Backends.First.Step.Endpoint);
        return client.BodyOf(request.Chat!);
    }
}
