using System.Text.Json;

namespace Sluice.Tests.Schema.Suite;

/// <summary>A schema of the suite with its documents.</summary>
internal sealed record SuiteGroup(string Name, JsonElement Schema, IReadOnlyList<SuiteTest> Tests);

/// <summary>A document of the suite, and whether it is valid.</summary>
internal sealed record SuiteTest(string Name, JsonElement Data, bool IsValid);
