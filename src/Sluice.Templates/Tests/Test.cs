using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Tests;

/// <summary>What may follow <c>is</c>.</summary>
internal sealed record Test(string Name, Func<Value, Arguments, Rendering, bool> Body);
