//! The first points of every generator, bit for bit.

use trainscope::data::{Points, Prepared, Set};

use crate::{GENERATORS, bits, experiment};

/// A generator, and its first two points: their coordinates and targets as bits, and their sets.
type Pin = (&'static str, [[u64; 3]; 2], [Set; 2]);

const FIRST: [Pin; 10] = [
    (
        "circle",
        [
            [0x3fd0_5365_3558_ba38, 0x3ff1_245c_6a1a_6d3c, 0x0000_0000_0000_0000],
            [0xc000_ef88_b636_31f1, 0xbfed_d94d_4e79_1718, 0x3ff0_0000_0000_0000],
        ],
        [Set::Train, Set::Test],
    ),
    (
        "xor",
        [
            [0xc001_28eb_7d3d_f8fe, 0x3fff_3717_7c36_9a59, 0x0000_0000_0000_0000],
            [0xbff3_2550_7620_a745, 0xbfe1_d49c_ad6b_76d4, 0x3ff0_0000_0000_0000],
        ],
        [Set::Train, Set::Test],
    ),
    (
        "gaussians",
        [
            [0xbff6_bfb6_c88d_3717, 0xbfe5_c6f4_80b7_3a2c, 0x0000_0000_0000_0000],
            [0x3ff1_dc12_4c3d_55ff, 0x3ff8_2a4a_bcf1_c3b9, 0x3ff0_0000_0000_0000],
        ],
        [Set::Train, Set::Test],
    ),
    (
        "spiral",
        [
            [0xbff0_5d51_43f6_158c, 0xbfe3_90f4_a95d_9fc6, 0x0000_0000_0000_0000],
            [0xbffa_1501_b58d_8383, 0xbfee_e7ae_1a6d_541c, 0x3ff0_0000_0000_0000],
        ],
        [Set::Train, Set::Test],
    ),
    (
        "moons",
        [
            [0x3fdf_2f8e_64a8_72ad, 0x3fe5_4210_bc1c_3396, 0x0000_0000_0000_0000],
            [0x3ff3_11de_ec78_9516, 0xbff2_4302_5c6a_86ca, 0x3ff0_0000_0000_0000],
        ],
        [Set::Train, Set::Test],
    ),
    (
        "rings",
        [
            [0x3fcb_2f7e_03fb_90e6, 0x3fed_343c_2729_021c, 0x0000_0000_0000_0000],
            [0xc001_ff93_a54f_3e70, 0x3fd8_36e9_05b1_7f8a, 0x4000_0000_0000_0000],
        ],
        [Set::Train, Set::Train],
    ),
    (
        "blobs",
        [
            [0xbfd5_cb3b_37ae_bcf0, 0x4000_2654_6a32_f50c, 0x0000_0000_0000_0000],
            [0x3ffa_277e_01a8_3a8e, 0xbff6_bf65_cef9_271d, 0x4000_0000_0000_0000],
        ],
        [Set::Train, Set::Train],
    ),
    (
        "checkerboard",
        [
            [0xbff0_154f_bbbd_8db6, 0x4001_7779_8f4f_0eb1, 0x0000_0000_0000_0000],
            [0xbffc_26c5_072a_3ad8, 0xbfc4_deee_99c8_5126, 0x3ff0_0000_0000_0000],
        ],
        [Set::Train, Set::Test],
    ),
    (
        "plane",
        [
            [0xbffc_03d0_db3f_f5d1, 0x3ff2_a1f6_3c23_9f83, 0xbfbc_f7df_dea4_8e1c],
            [0x3fe7_b6c9_c7d0_334e, 0x3fff_ea8c_aa17_8ce1, 0x3fdb_380e_2dff_1133],
        ],
        [Set::Train, Set::Train],
    ),
    (
        "wave",
        [
            [0xbffc_03d0_db3f_f5d1, 0x3ff2_a1f6_3c23_9f83, 0xbfd9_de77_6ca9_8cd0],
            [0x3fe7_b6c9_c7d0_334e, 0x3fff_ea8c_aa17_8ce1, 0xbfd3_bc96_661e_2d6f],
        ],
        [Set::Train, Set::Train],
    ),
];

#[test]
fn the_first_points_are_these() {
    for (dataset, (name, expected, sets)) in GENERATORS.into_iter().zip(FIRST) {
        let points = Points::draw(&experiment(dataset));
        assert_eq!(bits(&points)[..2], expected, "{name}: {:#018x?}", &bits(&points)[..2]);
        assert_eq!(points.set[..2], sets, "{name}");
    }
}

#[test]
fn a_seed_gives_the_same_bits_each_time_and_another_seed_gives_others() {
    for dataset in GENERATORS {
        let mut experiment = experiment(dataset);
        experiment.inputs.noise_inputs = 2;
        let first = Prepared::new(&experiment);
        assert_eq!(first, Prepared::new(&experiment));
        experiment.seeds.data = 2;
        let other = Prepared::new(&experiment);
        assert!(first.points.x.iter().all(|x| !other.points.x.contains(x)));
        assert_ne!(first.sets[0].planes[2 * 180..], other.sets[0].planes[2 * 180..]);
    }
}
