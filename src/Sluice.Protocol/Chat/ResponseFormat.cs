using System.Text.Json;

namespace Sluice.Protocol.Chat;

/// <summary>The form that an answer is asked to have; none means free text.</summary>
public abstract record ResponseFormat
{
    ResponseFormat() { }

    /// <summary>Any JSON object.</summary>
    public sealed record JsonObject : ResponseFormat;

    /// <summary>JSON that is valid under a schema.</summary>
    /// <param name="Name">A label that servers require and do not interpret.</param>
    /// <param name="Schema">The JSON Schema.</param>
    /// <param name="Strict">True when a server that cannot promise the schema must refuse the request.</param>
    public sealed record JsonSchema(string Name, JsonElement Schema, bool Strict) : ResponseFormat;
}
