using Coral.Cli.Invocation;
using Coral.Node.Resources;

namespace Coral.Cli.Tests.Invocation;

public sealed class OpenFileLimitTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(OpenFileLimit.Least)]
    [InlineData(1_048_576L)]
    public void Complaint_OfALimitThatIsHighEnough_IsNone(long? files) =>
        Assert.Null(OpenFileLimit.Complaint(new ProcessLimits { Files = files }));

    [Fact]
    public void Complaint_OfALowLimit_SaysHowManyAndWhatToDo() =>
        Assert.Equal(
            "coral: this process may open 64 files, and needs 192: raise the limit (ulimit -n)",
            OpenFileLimit.Complaint(new ProcessLimits { Files = 64 })
        );
}
