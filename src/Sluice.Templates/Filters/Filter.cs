using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>A filter: gets the value before the bar, the arguments after its name, and the rendering.</summary>
internal sealed record Filter(string Name, Func<Value, Arguments, Rendering, Value> Body);
