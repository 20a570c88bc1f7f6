using System.Text.Json.Serialization;

namespace Sluice.Cli.Chatting;

/// <summary>JSON of the history's lines.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class InputHistoryJson : JsonSerializerContext;
