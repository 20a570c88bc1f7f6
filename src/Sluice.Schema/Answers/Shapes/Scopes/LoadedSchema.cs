using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Scopes;

/// <summary>A schema with all that it can lead to.</summary>
internal sealed record LoadedSchema(SchemaNode Root, IReadOnlyList<SchemaNode> All);
