using Coral.Node.Resources;
using Coral.Node.Tests.Fixtures;

namespace Coral.Node.Tests.Resources;

public sealed class ProcessLimitsReaderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    [Fact]
    public void ReadAll_OfAProcessInAContainer_TakesTheTightestOfEach()
    {
        Write(
            "proc/self/limits",
            "Limit   Soft Limit   Hard Limit   Units\nMax open files            1024      4096     files"
        );
        Write("proc/self/cgroup", "0::/a/b");
        Write("proc/self/fd/0", "");
        Write("proc/self/fd/1", "");
        Write("proc/meminfo", "MemTotal:       16384 kB\nMemFree: 1 kB");
        Write("sys/fs/cgroup/a/b/memory.max", "max");
        Write("sys/fs/cgroup/a/memory.max", "8388608");
        Write("sys/fs/cgroup/a/b/pids.max", "100");
        Write("sys/fs/cgroup/a/b/pids.current", "30");
        Write("sys/fs/cgroup/pids.max", "max");

        Assert.Equal(
            new ProcessLimits
            {
                Files = 1_024,
                OpenFiles = 2,
                MemoryBytes = 8_388_608,
                Threads = 70,
            },
            new ProcessLimitsReader(_root.Path).ReadAll()
        );
    }

    [Fact]
    public void ReadAll_OfASystemThatSaysNothing_KnowsNoLimit() =>
        Assert.Equal(new ProcessLimits(), new ProcessLimitsReader(_root.Path).ReadAll());

    [Theory]
    [InlineData("")]
    [InlineData("0::")]
    [InlineData("garbage")]
    [InlineData("0::/../../etc")]
    public void ReadAll_OfGarbage_KnowsNoLimit(string text)
    {
        Write("proc/self/limits", text);
        Write("proc/self/cgroup", text);
        Write("proc/meminfo", text);
        Write("sys/fs/cgroup/memory.max", text);
        Write("sys/fs/cgroup/pids.max", "-7");

        Assert.Equal(new ProcessLimits(), new ProcessLimitsReader(_root.Path).ReadAll());
    }

    [Fact]
    public void Read_OfThisProcess_KnowsItsFilesAndMemory()
    {
        var limits = ProcessLimitsReader.Read();

        Assert.InRange(limits.OpenFiles, 3, 100_000);
        Assert.True(limits.Files is null or > 64);
        Assert.True(limits.MemoryBytes > 64L << 20);
    }

    public void Dispose() => _root.Dispose();

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text + "\n");
    }
}
