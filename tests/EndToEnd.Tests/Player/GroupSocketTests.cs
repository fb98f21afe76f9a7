using System.Net;
using System.Net.Sockets;
using Streaming.Player.Client;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>Groups on the loop-back interface.</summary>
public sealed class GroupSocketTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What is to be told from it comes at once on one machine.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Several_receivers_on_a_machine_hear_the_same_group_and_only_theirs()
    {
        (IPAddress group, int port) = FakeChannel.FreeGroup();
        IPAddress neighbour = FakeChannel.After(group);
        using Socket first = Join(group, port, null), second = Join(group, port, null), other = Join(neighbour, port, null);

        await SendAsync(group, port, IPAddress.Loopback, 7);

        Assert.Equal((byte?)7, await ReceiveAsync(first, Patience));
        Assert.Equal((byte?)7, await ReceiveAsync(second, Patience));
        Assert.Null(await ReceiveAsync(other, Silence));
    }

    [Fact]
    public async Task A_group_is_heard_from_its_source_only()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("sources are told apart by the kernel on Linux only");
        (IPAddress group, int port) = FakeChannel.FreeGroup();
        using Socket joined = Join(group, port, IPAddress.Loopback);

        await SendAsync(group, port, IPAddress.Parse("127.0.0.2"), 1);
        await SendAsync(group, port, IPAddress.Loopback, 2);

        Assert.Equal((byte?)2, await ReceiveAsync(joined, Patience));
        Assert.Null(await ReceiveAsync(joined, Silence));
    }

    [Fact]
    public void The_interface_is_found_by_name_and_by_address()
    {
        int? byAddress = GroupInterface.Find("127.0.0.1");
        Assert.NotNull(byAddress);
        Assert.Contains(byAddress.Value, GroupInterface.Usual(IPAddress.Loopback));
        Assert.Null(GroupInterface.Find("192.0.2.77"));
        Assert.Null(GroupInterface.Find("no-such-interface"));
    }

    private static Socket Join(IPAddress group, int port, IPAddress? source) =>
        GroupSocket.Join(group, port, source, [GroupInterface.Find("127.0.0.1")!.Value], 1 << 16);

    private static async Task SendAsync(IPAddress group, int port, IPAddress from, byte what)
    {
        using Socket sender = FakeChannel.Sender(from);
        await sender.SendToAsync(new[] { what }, new IPEndPoint(group, port), TestContext.Current.CancellationToken);
    }

    private static async Task<byte?> ReceiveAsync(Socket socket, TimeSpan patience)
    {
        byte[] bytes = new byte[64];
        using CancellationTokenSource late = new(patience);
        try
        {
            await socket.ReceiveAsync(bytes, late.Token);
            return bytes[0];
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
