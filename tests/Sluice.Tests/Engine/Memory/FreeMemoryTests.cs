using Sluice.Engine.Memory;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Memory;

public sealed class FreeMemoryTests : IDisposable
{
    readonly TempFolder root = new();

    [Fact]
    public void The_machine_tells_what_it_can_free() =>
        Assert.Equal(new FreeMemory(2048, "the machine"), Read("MemTotal: 9 kB\nMemAvailable:       2 kB\n"));

    [Fact]
    public void A_group_with_less_is_the_bound_and_its_cached_files_are_free()
    {
        Group("sys/fs/cgroup/app/job", most: "1000", used: "700", "anon 500\nactive_file 30\ninactive_file 70\n");

        Assert.Equal(new FreeMemory(400, "the control group of this process"), Read("MemAvailable: 2 kB", "0::/app/job"));
    }

    [Fact]
    public void A_group_around_the_own_one_may_be_the_tighter()
    {
        Group("sys/fs/cgroup/app/job", most: "max", used: "700", "");
        Group("sys/fs/cgroup/app", most: "900", used: "800", "");

        Assert.Equal(100, Read("MemAvailable: 2 kB", "0::/app/job")!.Bytes);
    }

    [Fact]
    public void Within_a_container_the_path_of_the_machine_leads_to_the_top_group()
    {
        Group("sys/fs/cgroup", most: "1500", used: "500", "");

        Assert.Equal(1000, Read("MemAvailable: 2 kB", "0::/docker/1a2b")!.Bytes);
    }

    [Fact]
    public void Groups_of_the_first_version_have_a_tree_for_memory()
    {
        root.Write("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "1000\n");
        root.Write("sys/fs/cgroup/memory/job/memory.usage_in_bytes", "900\n");
        root.Write("sys/fs/cgroup/memory/job/memory.stat", "total_inactive_file 50\n");

        Assert.Equal(150, Read("MemAvailable: 2 kB", "5:cpu:/job\n4:memory:/job\n0::/job")!.Bytes);
    }

    [Fact]
    public void A_group_over_its_bound_leaves_nothing()
    {
        Group("sys/fs/cgroup", most: "1000", used: "1100", "");

        Assert.Equal(0, Read("MemAvailable: 2 kB", "0::/")!.Bytes);
    }

    [Fact]
    public void A_system_that_tells_nothing_bounds_nothing() => Assert.Null(Read(null));

    [Fact]
    public void This_machine_has_some() => Assert.True(FreeMemory.Read() is null or { Bytes: > 0 });

    FreeMemory? Read(string? machine, string? groups = null)
    {
        if (machine is not null)
            root.Write("proc/meminfo", machine);
        if (groups is not null)
            root.Write("proc/self/cgroup", groups);
        return OperatingSystem.IsLinux() ? FreeMemory.Read(root.At("")) : throw new PlatformNotSupportedException("these are Linux's files");
    }

    void Group(string folder, string most, string used, string stat)
    {
        root.Write(folder + "/memory.max", most + "\n");
        root.Write(folder + "/memory.current", used + "\n");
        root.Write(folder + "/memory.stat", stat);
    }

    public void Dispose() => root.Dispose();
}
