using System.Text.Json.Serialization;

namespace Sluice.Schema.Validation;

/// <summary>Makes values out of property names, without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class JsonNames : JsonSerializerContext;
