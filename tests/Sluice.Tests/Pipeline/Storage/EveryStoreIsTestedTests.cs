using Sluice.Pipeline.Storage;

namespace Sluice.Tests.Pipeline.Storage;

public sealed class EveryStoreIsTestedTests
{
    [Fact]
    public void Each_run_store_has_a_conformance_suite_with_its_name()
    {
        var stores = typeof(RunStore).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunStore)) && !type.IsAbstract);
        var suites = typeof(RunStoreConformance).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunStoreConformance)));

        Assert.Equal(stores.Select(store => store.Name + "Tests").Order(), suites.Select(suite => suite.Name).Order());
    }
}
