using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary><c>chat_template_kwargs</c>: variables of the model's chat template that the request sets, as with vLLM.</summary>
internal static class TemplateSettings
{
    const string Field = "chat_template_kwargs";

    /// <returns>An object; null with an error, or null without one: none were given.</returns>
    public static JsonElement? Read(ChatRequest request, out ApiError? error)
    {
        error = null;
        if (request.Extra?.GetValueOrDefault(Field) is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } settings)
            return null;
        if (settings.ValueKind is not JsonValueKind.Object)
            error = ApiError.Invalid(Field, $"'{Field}' must be an object: variables of the model's chat template.");
        else if (settings.TryGetProperty("messages"u8, out _))
            error = ApiError.Invalid(Field, $"'{Field}' cannot replace 'messages'; send them as the request's own.");
        return error is null ? settings : null;
    }
}
