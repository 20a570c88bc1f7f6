using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Configuration;

namespace Sluice.Pipeline.Previewing;

/// <summary>How answers would be asked for, as far as that is known without a probe.</summary>
/// <param name="How">Where that is known from, for people.</param>
public sealed record KnownForm(AnswerForm Form, string How)
{
    /// <param name="isOurs">Whether the server is one of Sluice's own.</param>
    /// <param name="storePath">Full path of the run store, which keeps beside it what probes found out.</param>
    public static KnownForm Of(StepSpec step, StepBackend backend, bool isOurs, string storePath, TimeProvider time)
    {
        if (step.Schema is not { } schema || isOurs) return new(AnswerForm.ResponseFormat, "as the server says");
        if ((step.Form ?? backend.Form) is { } wanted) return new(wanted, "by setting");
        return new FormMemory(FormMemory.PathOf(storePath), time).Find(backend, schema) is { } known
            ? new(known, "probed before") : new(AnswerForm.ResponseFormat, "unless the probe of the first run finds otherwise");
    }
}
