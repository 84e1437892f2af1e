using Coral.Core.Network;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests.Index;

public sealed class ContactStoreTests : IDisposable
{
    private static readonly NodeAddress[] One = [NodeAddress.FromIPv4(0x7F000001, 7400)];
    private static readonly NodeAddress[] Two = [.. One, NodeAddress.FromIPv4(0x7F000002, 7400)];
    private readonly TemporaryFolder _temporary = new();
    private readonly DataFolder _folder;

    public ContactStoreTests() => _folder = DataFolder.Open(_temporary.Path);

    [Fact]
    public void Load_OfWhatAnotherRunSaved_IsTheSame()
    {
        Store().Save(One);
        Store().Save(Two);

        Assert.Equal(Two, Store().Load());
    }

    [Fact]
    public void Save_OfNoContacts_KeepsTheOldOnes()
    {
        Store().Save(One);
        Store().Save([]);

        Assert.Equal(One, Store().Load());
    }

    [Fact]
    public void Save_OfTheSameAgain_WritesNothing()
    {
        var store = Store();
        store.Save(One);
        File.Delete(_folder.File(ContactFile.Name));
        store.Save(One);
        Assert.False(File.Exists(_folder.File(ContactFile.Name)));

        store.Save(Two);
        Assert.True(File.Exists(_folder.File(ContactFile.Name)));
    }

    [Fact]
    public void Load_OfAnotherFormat_IsEmpty()
    {
        Assert.Empty(Store().Load());
        File.WriteAllBytes(_folder.File(ContactFile.Name), new byte[ContactFile.MaxBytes + 100]);
        Assert.Empty(Store().Load());
    }

    [Fact]
    public void SaveAndLoad_WhereTheDiskFails_ThrowNothing()
    {
        Directory.CreateDirectory(_folder.File(ContactFile.Name));
        Store().Save(One);

        Assert.Empty(Store().Load());
    }

    [Fact]
    public void SaveAndLoad_WithoutAFolder_KeepNothing()
    {
        var store = new ContactStore(null, NullLogger<ContactStore>.Instance);
        store.Save(One);

        Assert.Empty(store.Load());
    }

    public void Dispose()
    {
        _folder.Dispose();
        _temporary.Dispose();
    }

    private ContactStore Store() => new(_folder, NullLogger<ContactStore>.Instance);
}
