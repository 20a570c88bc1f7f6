using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>What goes wrong in the engine, as errors in OpenAI's form.</summary>
internal static class EngineErrors
{
    /// <summary>The request is well-formed, but its text cannot be quoted as its schema asks. Clients know it by the code.</summary>
    public static ApiError Ungrounded(string message) =>
        new(message) { Status = StatusCodes.Status422UnprocessableEntity, Code = FailureTable.Of(FailureReason.Ungrounded).Name };

    /// <summary>A failure of the engine as an error for the client.</summary>
    public static ApiError ErrorOf(Failure failure) => failure.Reason switch
    {
        FailureReason.Request => new ApiError(failure.Detail),
        FailureReason.Ungrounded => Ungrounded(failure.Detail),
        FailureReason.Capacity => ApiError.Full(failure.Detail) with { Status = StatusCodes.Status503ServiceUnavailable },
        FailureReason.Cancelled => ApiError.Internal(failure.Detail) with { Status = StatusCodes.Status503ServiceUnavailable, Code = "stopping" },
        FailureReason.SchemaMismatch => ApiError.Internal(failure.Detail) with { Code = "schema_mismatch" },
        _ => ApiError.Internal(failure.Detail),
    };
}
