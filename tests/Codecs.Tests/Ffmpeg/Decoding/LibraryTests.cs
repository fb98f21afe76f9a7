using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Streaming.Ffmpeg.Decoding;
using Streaming.Ffmpeg.Decoding.Native;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

public sealed class LibraryTests
{
    [Fact]
    public void Where_there_are_none_the_message_says_what_to_install()
    {
        Assert.False(LibraryFinder.TryFind(_ => 0, out _, out string trouble));
        Assert.Equal(
            "FFmpeg's libraries are missing: install libavcodec, libswscale, libswresample 4 to 7; on Debian: apt-get install ffmpeg",
            trouble);
    }

    [Fact]
    public void Where_one_of_four_is_missing_the_family_is_not_taken()
    {
        List<string> asked = [];
        Assert.False(LibraryFinder.TryFind(file => Ask(file), out _, out string trouble));
        Assert.Equal(FfmpegLibraries.Missing, trouble);
        Assert.Contains(asked, file => file.Contains("swscale"));

        nint Ask(string file)
        {
            asked.Add(file);
            return file.Contains("swscale") ? 0 : 1;
        }
    }

    [Fact]
    public void Newest_first_and_all_of_one_release()
    {
        List<string> asked = [];
        Assert.False(LibraryFinder.TryFind(Ask, out _, out _));
        string[] versions = [.. LibraryFamily.Known.SelectMany(family => LibraryFamily.FilesOf(Libraries.Util, family.Util))];
        Assert.Equal(versions, asked);
        Assert.Equal([7, 6, 5, 4], LibraryFamily.Known.Select(family => family.Release));

        nint Ask(string file)
        {
            asked.Add(file);
            return 0;
        }
    }

    [Fact]
    public void A_library_that_is_of_another_version_than_its_file_says_is_named()
    {
        Assert.True(FfmpegLibraries.TryLoad(out string trouble), trouble);
        LibraryFamily real = Libraries.Loaded.Family;
        Dictionary<string, nint> handles = real.Members.ToDictionary(
            member => member.Name,
            member => LibraryFamily.FilesOf(member.Name, member.Major).Select(LibraryFinder.Open).First(one => one != 0));
        LibraryFamily wrong = LibraryFamily.Known.First(family => family != real);

        // The right code under the wrong name.
        Assert.False(LibraryFinder.TryFind(file => Disguised(file), out _, out trouble));
        Assert.Contains("says that it is version", trouble);

        nint Disguised(string file) =>
            wrong.Members.FirstOrDefault(member => LibraryFamily.FilesOf(member.Name, member.Major).Contains(file)).Name is { } name
                ? handles[name]
                : 0;
    }

    [Fact]
    public void What_is_loaded_says_its_versions_and_passes_its_checks()
    {
        Assert.True(FfmpegLibraries.TryLoad(out string trouble), trouble);
        Assert.Matches(@"^FFmpeg \d: libavcodec \d+\.\d+\.\d+, libavutil .*libswscale .*libswresample", FfmpegLibraries.Versions);
        Assert.True(LayoutCheck.TryPass(Libraries.Loaded, out string wrong), wrong);

        // Found by the library's own table of options, and proved by what a context gives back.
        Assert.NotNull(Libraries.Loaded.DeviceOffset);
    }

    [Theory]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(59)]
    public void A_fresh_frame_fits_the_layout_of_its_own_version_only(int version)
    {
        FrameLayout layout = FrameLayout.Of(version);
        byte[] fresh = Fresh(layout);
        Assert.True(layout.Fits(fresh));
        foreach (int other in new[] { 56, 57, 58, 59 })
            Assert.Equal(FrameLayout.Of(other) == layout, FrameLayout.Of(other).Fits(fresh));
    }

    [Theory]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(59)]
    public void A_layout_that_is_wrong_in_any_place_does_not_fit(int version)
    {
        FrameLayout layout = FrameLayout.Of(version);
        byte[] fresh = Fresh(layout);
        foreach (int shift in new[] { -16, -8, -4, 4, 8, 16 })
        {
            Assert.False((layout with { ColourRange = layout.ColourRange + shift }).Fits(fresh));
            Assert.False((layout with { BestEffort = layout.BestEffort + shift }).Fits(fresh));
            Assert.False((layout with { PacketSize = layout.PacketSize + shift }).Fits(fresh));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => FrameLayout.Of(60));
    }

    [Fact]
    public void The_real_layout_fits_a_real_frame_and_the_others_do_not()
    {
        Assert.True(FfmpegLibraries.TryLoad(out string trouble), trouble);
        using FrameHandle frame = new();
        byte[] bytes = frame.Fields.Bytes(456).ToArray();
        FrameLayout real = Libraries.Loaded.Layout;
        foreach (int version in new[] { 56, 57, 59 })
            Assert.Equal(FrameLayout.Of(version) == real, FrameLayout.Of(version).Fits(bytes));
    }

    [Fact]
    public void Channel_layouts_have_the_size_of_the_binary_interface() =>
        Assert.Equal(ChannelLayoutValue.Size, Marshal.SizeOf<ChannelLayoutValue>());

    /// <summary>A frame as av_frame_alloc leaves it, in the given layout.</summary>
    private static byte[] Fresh(FrameLayout layout)
    {
        byte[] frame = new byte[512];
        Put(FrameLayout.Format, -1);
        Put(FrameLayout.IsKey, 1);
        Put(FrameLayout.PixelAspect + 4, 1);
        PutLong(FrameLayout.Timestamp, long.MinValue);
        PutLong(layout.BestEffort, long.MinValue);
        for (int i = 1; i <= 3; i++)
            Put(layout.ColourRange + (4 * i), FrameLayout.Unspecified);
        Put(layout.PacketSize, -1);
        return frame;

        void Put(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(offset), value);

        void PutLong(int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(offset), value);
    }
}
