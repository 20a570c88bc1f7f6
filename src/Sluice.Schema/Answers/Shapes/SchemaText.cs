using System.Text.Json.Serialization;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Writes strings as JSON.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class SchemaText : JsonSerializerContext;
