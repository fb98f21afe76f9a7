using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Media;

public sealed class IndexGarbageTests
{
    [Fact]
    public void Arbitrary_bytes_are_an_error_and_never_an_exception()
    {
        Prop.ForAll<byte[]>(bytes => !MediaIndexFile.TryRead(new ArraySource(bytes), out _, out ParseError error)
            && error.Fault != ParseFault.None).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Arbitrary_bytes_behind_a_right_beginning_are_an_error_too()
    {
        byte[] file = IndexSamples.File(IndexSamples.Small());
        Prop.ForAll<byte[], int>((bytes, cut) =>
        {
            byte[] mixed = [.. file[..(int)((uint)cut % file.Length)], .. bytes];
            return mixed.SequenceEqual(file) || !MediaIndexFile.TryRead(new ArraySource(mixed), out _, out _);
        }).QuickCheckThrowOnFailure();
    }
}
