/* libqpdf, loaded when the first PDF is read.
 *
 * It brings along a C++ library and GnuTLS, and the system takes as long to load them as the program to set a page;
 * most runs read no PDF. Calls look as ever and go through a table of pointers, whose types are those of the library's
 * own header. Without the library the process ends with status 3, as without memory. Used by reader only.
 */
#ifndef VISNYK_READER_QPDF_H
#define VISNYK_READER_QPDF_H

#include <qpdf/qpdf-c.h>

/* clang-format off */
#define QPDF_FUNCTIONS(F) \
    F(qpdf_cleanup) F(qpdf_get_buffer) F(qpdf_get_buffer_length) F(qpdf_get_error)                                    \
    F(qpdf_get_error_message_detail) F(qpdf_get_num_pages) F(qpdf_get_object_by_id) F(qpdf_get_page_n)                \
    F(qpdf_get_root) F(qpdf_get_trailer) F(qpdf_has_error) F(qpdf_init) F(qpdf_init_write_memory)                     \
    F(qpdf_get_error_code) F(qpdf_oh_get_numeric_value) F(qpdf_oh_is_number)                                          \
    F(qpdf_more_warnings) F(qpdf_next_warning) F(qpdf_oh_begin_dict_key_iter) F(qpdf_oh_dict_more_keys)               \
    F(qpdf_oh_dict_next_key) F(qpdf_oh_get_array_item) F(qpdf_oh_get_array_n_items)                                   \
    F(qpdf_oh_get_binary_string_value) F(qpdf_oh_get_binary_utf8_value) F(qpdf_oh_get_dict)                           \
    F(qpdf_oh_get_int_value) F(qpdf_oh_get_int_value_as_int) F(qpdf_oh_get_key) F(qpdf_oh_get_key_if_dict)            \
    F(qpdf_oh_get_name) F(qpdf_oh_get_object_id) F(qpdf_oh_get_page_content_data) F(qpdf_oh_get_stream_data)          \
    F(qpdf_oh_get_utf8_value) F(qpdf_oh_is_array) F(qpdf_oh_is_dictionary) F(qpdf_oh_is_integer)                      \
    F(qpdf_oh_is_name) F(qpdf_oh_is_name_and_equals) F(qpdf_oh_is_null) F(qpdf_oh_is_stream)                          \
    F(qpdf_oh_is_string) F(qpdf_oh_new_null) F(qpdf_oh_release) F(qpdf_oh_remove_key)                                 \
    F(qpdf_oh_replace_stream_data) F(qpdf_oh_unparse_resolved) F(qpdf_push_inherited_attributes_to_page)              \
    F(qpdf_read_memory) F(qpdf_set_attempt_recovery) F(qpdf_set_compress_streams)                                     \
    F(qpdf_set_content_normalization) F(qpdf_set_decode_level) F(qpdf_set_object_stream_mode)                         \
    F(qpdf_set_qdf_mode) F(qpdf_set_static_ID) F(qpdf_set_suppress_original_object_IDs)                               \
    F(qpdf_set_suppress_warnings) F(qpdf_silence_errors) F(qpdf_write)
/* clang-format on */

struct qpdf_library {
#define QPDF_POINTER(name) __typeof__(name) *name;
    QPDF_FUNCTIONS(QPDF_POINTER)
#undef QPDF_POINTER
};

const struct qpdf_library *qpdf_library(void);

#ifndef QPDF_TABLE_ITSELF
#define qpdf_cleanup qpdf_library()->qpdf_cleanup
#define qpdf_get_buffer qpdf_library()->qpdf_get_buffer
#define qpdf_get_buffer_length qpdf_library()->qpdf_get_buffer_length
#define qpdf_get_error qpdf_library()->qpdf_get_error
#define qpdf_get_error_code qpdf_library()->qpdf_get_error_code
#define qpdf_get_error_message_detail qpdf_library()->qpdf_get_error_message_detail
#define qpdf_get_num_pages qpdf_library()->qpdf_get_num_pages
#define qpdf_get_object_by_id qpdf_library()->qpdf_get_object_by_id
#define qpdf_get_page_n qpdf_library()->qpdf_get_page_n
#define qpdf_get_root qpdf_library()->qpdf_get_root
#define qpdf_get_trailer qpdf_library()->qpdf_get_trailer
#define qpdf_has_error qpdf_library()->qpdf_has_error
#define qpdf_init qpdf_library()->qpdf_init
#define qpdf_init_write_memory qpdf_library()->qpdf_init_write_memory
#define qpdf_more_warnings qpdf_library()->qpdf_more_warnings
#define qpdf_next_warning qpdf_library()->qpdf_next_warning
#define qpdf_oh_begin_dict_key_iter qpdf_library()->qpdf_oh_begin_dict_key_iter
#define qpdf_oh_dict_more_keys qpdf_library()->qpdf_oh_dict_more_keys
#define qpdf_oh_dict_next_key qpdf_library()->qpdf_oh_dict_next_key
#define qpdf_oh_get_array_item qpdf_library()->qpdf_oh_get_array_item
#define qpdf_oh_get_array_n_items qpdf_library()->qpdf_oh_get_array_n_items
#define qpdf_oh_get_binary_string_value qpdf_library()->qpdf_oh_get_binary_string_value
#define qpdf_oh_get_binary_utf8_value qpdf_library()->qpdf_oh_get_binary_utf8_value
#define qpdf_oh_get_dict qpdf_library()->qpdf_oh_get_dict
#define qpdf_oh_get_int_value qpdf_library()->qpdf_oh_get_int_value
#define qpdf_oh_get_int_value_as_int qpdf_library()->qpdf_oh_get_int_value_as_int
#define qpdf_oh_get_key qpdf_library()->qpdf_oh_get_key
#define qpdf_oh_get_key_if_dict qpdf_library()->qpdf_oh_get_key_if_dict
#define qpdf_oh_get_name qpdf_library()->qpdf_oh_get_name
#define qpdf_oh_get_numeric_value qpdf_library()->qpdf_oh_get_numeric_value
#define qpdf_oh_get_object_id qpdf_library()->qpdf_oh_get_object_id
#define qpdf_oh_get_page_content_data qpdf_library()->qpdf_oh_get_page_content_data
#define qpdf_oh_get_stream_data qpdf_library()->qpdf_oh_get_stream_data
#define qpdf_oh_get_utf8_value qpdf_library()->qpdf_oh_get_utf8_value
#define qpdf_oh_is_array qpdf_library()->qpdf_oh_is_array
#define qpdf_oh_is_dictionary qpdf_library()->qpdf_oh_is_dictionary
#define qpdf_oh_is_integer qpdf_library()->qpdf_oh_is_integer
#define qpdf_oh_is_name qpdf_library()->qpdf_oh_is_name
#define qpdf_oh_is_name_and_equals qpdf_library()->qpdf_oh_is_name_and_equals
#define qpdf_oh_is_null qpdf_library()->qpdf_oh_is_null
#define qpdf_oh_is_number qpdf_library()->qpdf_oh_is_number
#define qpdf_oh_is_stream qpdf_library()->qpdf_oh_is_stream
#define qpdf_oh_is_string qpdf_library()->qpdf_oh_is_string
#define qpdf_oh_new_null qpdf_library()->qpdf_oh_new_null
#define qpdf_oh_release qpdf_library()->qpdf_oh_release
#define qpdf_oh_remove_key qpdf_library()->qpdf_oh_remove_key
#define qpdf_oh_replace_stream_data qpdf_library()->qpdf_oh_replace_stream_data
#define qpdf_oh_unparse_resolved qpdf_library()->qpdf_oh_unparse_resolved
#define qpdf_push_inherited_attributes_to_page qpdf_library()->qpdf_push_inherited_attributes_to_page
#define qpdf_read_memory qpdf_library()->qpdf_read_memory
#define qpdf_set_attempt_recovery qpdf_library()->qpdf_set_attempt_recovery
#define qpdf_set_compress_streams qpdf_library()->qpdf_set_compress_streams
#define qpdf_set_content_normalization qpdf_library()->qpdf_set_content_normalization
#define qpdf_set_decode_level qpdf_library()->qpdf_set_decode_level
#define qpdf_set_object_stream_mode qpdf_library()->qpdf_set_object_stream_mode
#define qpdf_set_qdf_mode qpdf_library()->qpdf_set_qdf_mode
#define qpdf_set_static_ID qpdf_library()->qpdf_set_static_ID
#define qpdf_set_suppress_original_object_IDs qpdf_library()->qpdf_set_suppress_original_object_IDs
#define qpdf_set_suppress_warnings qpdf_library()->qpdf_set_suppress_warnings
#define qpdf_silence_errors qpdf_library()->qpdf_silence_errors
#define qpdf_write qpdf_library()->qpdf_write
#endif

#endif
