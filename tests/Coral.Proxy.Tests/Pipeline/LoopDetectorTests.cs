using Coral.Proxy.Pipeline;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Proxy.Tests.Pipeline;

public sealed class LoopDetectorTests
{
    private readonly LoopDetector _detector = new("a\"b");

    [Theory]
    [InlineData("coral; net=\"a\\\"b\"", true)]
    [InlineData("other, coral ;x=1 ; NET=\"a\\\"b\"; y", true)]
    [InlineData("CORAL;net=\"a\\\"b\"", true)]
    [InlineData("coral; net=\"another\", coral; net=\"a\\\"b\"", true)]
    [InlineData("coral; net=\"another\"", false)]
    [InlineData("coral", false)]
    [InlineData("coral; net", false)]
    [InlineData("coralline; net=\"a\\\"b\"", false)]
    [InlineData("other; note=\"coral; net=a\"", false)]
    [InlineData("other; note=\"x, coral; net=\\\"a\\\\\\\"b\\\"\"", false)]
    [InlineData("", false)]
    public void NamesOurNetwork_Field_IsReadAsAList(string field, bool ours) =>
        Assert.Equal(ours, _detector.NamesOurNetwork(field));

    [Theory]
    [InlineData("1.1 CoralWebPrx", true)]
    [InlineData("HTTP/1.1 coralwebprx", true)]
    [InlineData("1.0 fred, 1.1 CoralWebPrx (Coral 0.1), 1.1 p.example.net", true)]
    [InlineData("1.1\tCoralWebPrx:8080", true)]
    [InlineData("1.1 CoralWebPrx(0.1)", true)]
    [InlineData("1.1 squid (CoralWebPrx, 1.1 CoralWebPrx)", false)]
    [InlineData("1.1 CoralWebPrx2", false)]
    [InlineData("CoralWebPrx", false)]
    [InlineData("", false)]
    public void NamesCoral_Field_IsReadAsAList(string field, bool coral) =>
        Assert.Equal(coral, LoopDetector.NamesCoral(field));

    [Fact]
    public void AnyField_NeverThrows() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000),
            Prop.ForAll(
                Gen.Elements("coral", ";", "net", "=", "\"", "\\", ",", "(", ")", " ", "1.1", "CoralWebPrx", "\t")
                    .ArrayOf()
                    .ToArbitrary(),
                parts =>
                {
                    var field = string.Concat(parts);
                    _ = _detector.NamesOurNetwork(field);
                    _ = LoopDetector.NamesCoral(field);
                }
            )
        );
}
