using Sluice.Serving;

namespace Sluice.Tests.Serving;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("20000                20000 ", 19_488L)]
    [InlineData("256                  1048576 ", 64L)]
    [InlineData("unlimited            unlimited ", null)]
    public void Some_open_files_are_kept_from_connections(string limits, long? room) =>
        Assert.Equal(room, OpenFiles.Room($"Limit                     Soft Limit           Hard Limit           Units     \nMax open files            {limits}files     \n"));

    [Fact]
    public void A_text_without_the_limit_sets_none() => Assert.Null(OpenFiles.Room("Max cpu time  unlimited unlimited seconds\n"));
}
