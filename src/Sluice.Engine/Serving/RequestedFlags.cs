using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>Reads fields that are true or false and that not every server knows.</summary>
internal static class RequestedFlags
{
    /// <returns>Null with an error, or null without one: it was not sent.</returns>
    public static bool? Read(SamplingRequest request, string name, out ApiError? error)
    {
        error = null;
        if (request.Extra?.GetValueOrDefault(name) is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind is JsonValueKind.True;
        error = ApiError.Invalid(name, $"'{name}' must be true or false.");
        return null;
    }
}
