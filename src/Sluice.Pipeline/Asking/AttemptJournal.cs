using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>Says what the journal keeps of a call.</summary>
/// <param name="bodies">Of which calls request and response are kept.</param>
/// <param name="overrides">Settings that the calls are made with instead of the step's, as JSON; null for none.</param>
internal sealed class AttemptJournal(KeepBodies bodies, string? overrides)
{
    public AttemptEntry Accepted(AskedCall call) => With(call, call.Attempt, bodies == KeepBodies.All);

    /// <summary>Bodies are kept of failures that say something about this request, unless all or none are.</summary>
    public AttemptEntry Failed(AskedCall call, Failure failure, bool isFinal)
    {
        var rule = FailureTable.Of(failure.Reason);
        var failed = call.Attempt with { Reason = rule.Name, Detail = failure.Detail, HttpStatus = failure.HttpStatus, IsFinal = isFinal };
        return With(call, failed, bodies == KeepBodies.All || (bodies == KeepBodies.Failures && rule.ChargedToRecord));
    }

    AttemptEntry With(AskedCall call, AttemptEntry attempt, bool keeps) => attempt with
    {
        Overrides = overrides,
        Request = keeps ? call.Request : null,
        Response = keeps ? call.Response : null,
    };
}
